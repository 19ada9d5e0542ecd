// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.calibration.CsvRows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Compares the mean power of runs with what their batches should draw. */
final class PowerValidation {
    /** Takes a figure: quantity, cell, measured [W], predicted [W], whether that is in range, load [%] (NaN without). */
    @FunctionalInterface
    interface Sink {
        void add(String quantity, String cell, double measured, double predicted, boolean inRange, double load);
    }

    private static final class Served {
        final String model;
        final String mode;
        final double load;
        double energy;
        double begin = Double.POSITIVE_INFINITY;
        double end;
        double lastStart = -1;

        Served(String model, String mode, double load) {
            this.model = model;
            this.mode = mode;
            this.load = load;
        }
    }

    private final RunPower power;
    private final Profile calibration;
    private final Times times;
    private final Sink sink;
    private final Map<String, Served> served = new LinkedHashMap<>();

    PowerValidation(Recording recording, Profile calibration, Sink sink) {
        power = recording.runPower();
        this.calibration = calibration;
        times = calibration.times();
        this.sink = sink;
    }

    /** Adds a closed loop of several tenants; predicted are their times per batch [s], in range or not. */
    void closed(SharedRun run, double[] predicted, boolean inRange) {
        OptionalDouble measured = power.of(run.id());
        if (measured.isEmpty() || run.isSolo() || !calibration.has("power/idle")) {
            return;
        }
        double watts = calibration.value("power/idle");
        for (int i = 0; i < predicted.length; i++) {
            SharedRun.Member member = run.members().get(i);
            OptionalDouble own = calibration.of("power/energy/" + run.shareAndLimit() + "/", member);
            OptionalDouble joules = own.isPresent() ? own : calibration.of("power/energy/ts/", member);
            if (joules.isEmpty()) {
                return;
            }
            watts += joules.getAsDouble() / predicted[i];
        }
        sink.add(
                "power, " + run.kind() + " closed loop [W]",
                run.id(),
                measured.getAsDouble(),
                watts,
                inRange,
                Double.NaN);
    }

    /** Takes a request that one server has served: its batch counts once. */
    void add(CsvRows.Row row) {
        String model = row.raw("model");
        if (!calibration.has("power/idle")
                || row.raw("arrivals").equals("backlog")
                || !calibration.has("power/alpha/" + model)
                || power.of(row.raw("run_id")).isEmpty()) {
            return;
        }
        Served run = served.computeIfAbsent(
                row.text("run_id"), id -> new Served(model, row.text("mode"), row.number("load_pct")));
        double start = row.number("start_us") / 1e6;
        run.begin = Math.min(run.begin, row.number("arrival_us") / 1e6);
        run.end = Math.max(run.end, row.number("done_us") / 1e6);
        if (start != run.lastStart) {
            run.lastStart = start;
            String size = times.knows(model, "graph", row.text("size")) ? row.text("size") : times.mainSize(model);
            int batch = row.count("exec_batch");
            run.energy += times.alone(model, "graph", size, batch)
                    * (calibration.value("power/alpha/" + model)
                            + calibration.value("power/beta/" + model) * times.occupancy(model, size, batch));
        }
    }

    /** Adds every run of one server, by the batches that it is recorded to have run. */
    void serving() {
        served.forEach((id, run) -> sink.add(
                "power, serving " + run.mode + " [W]",
                id + " " + run.model + " " + (int) run.load + "%",
                power.of(id).orElseThrow(),
                calibration.value("power/idle") + run.energy / (run.end - run.begin),
                run.load <= TestbedValidation.HIGHEST_LOAD,
                run.load));
    }
}
