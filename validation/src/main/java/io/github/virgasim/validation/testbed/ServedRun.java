// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** The queries that one server, alone or beside others, has served in a run. */
final class ServedRun {
    /** Consecutive parts of a run by which the spread of its own figures is judged. */
    private static final int PARTS = 10;

    final String id;
    private final String run;
    final String model;
    final String mode;
    final String size;
    final String share;
    final int maxBatch;
    final double load;
    final boolean backlog;
    private final DoubleStream.Builder arrivals = DoubleStream.builder();
    private final DoubleStream.Builder dones = DoubleStream.builder();
    private int count;
    private double lastArrival = -1;
    int largestBatch;

    private ServedRun(CsvRows.Row row, boolean shared) {
        run = row.text("run_id");
        id = run + (shared ? "/" + row.text("tenant") : "");
        model = row.text("model");
        mode = shared ? "graph" : row.oneOf("mode", Recording.MODES);
        size = shared ? "" : row.text("size");
        share = shared ? row.oneOf("share", Recording.SHARES) : "";
        maxBatch = row.count("max_batch");
        load = row.number("load_pct");
        backlog = !shared && row.text("arrivals").equals("backlog");
    }

    private void add(CsvRows.Row row) {
        double arrival = row.number("arrival_us") / 1e6;
        double done = row.number("done_us") / 1e6;
        if (row.number("req") != count) {
            throw row.invalid("run " + id + ": req must be " + count + ", was '" + row.text("req") + "'");
        }
        if (arrival < lastArrival) {
            throw row.invalid("run " + id + ", req " + count + ": arrival_us must not be before the request above");
        }
        if (row.number("start_us") / 1e6 < arrival || done < row.number("start_us") / 1e6) {
            throw row.invalid("run " + id + ", req " + count + ": must have arrival_us <= start_us <= done_us");
        }
        int batch = row.count("batch");
        int executed = row.count("exec_batch");
        if (batch > maxBatch || executed < batch) {
            throw row.invalid(
                    "run " + id + ", req " + count + ": must have batch <= max_batch and batch <= exec_batch");
        }
        arrivals.add(arrival);
        dones.add(done);
        largestBatch = Math.max(largestBatch, executed);
        lastArrival = arrival;
        count++;
    }

    /** Hands over one run after another; only one run, or the tenants of one, are in memory at a time. */
    static void forEach(Recording recording, boolean shared, Consumer<List<ServedRun>> action) {
        List<ServedRun> open = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        Consumer<CsvRows.Row> reader = row -> {
            String run = row.text("run_id");
            if (open.isEmpty() || !open.get(0).run.equals(run)) {
                if (!begun.add(run)) {
                    throw row.invalid("run " + run + ": rows of a run must stand together");
                }
                if (!open.isEmpty()) {
                    action.accept(List.copyOf(open));
                    open.clear();
                }
            }
            String name = run + (shared ? "/" + row.text("tenant") : "");
            ServedRun own =
                    open.stream().filter(o -> o.id.equals(name)).findFirst().orElse(null);
            if (own == null) {
                own = new ServedRun(row, shared);
                open.add(own);
            }
            own.add(row);
        };
        if (shared) {
            recording.sharedServing(reader);
        } else {
            recording.serving(reader);
        }
        if (!open.isEmpty()) {
            action.accept(open);
        }
    }

    double[] arrivals() {
        return arrivals.build().toArray();
    }

    double[] latencies(double[] times) {
        double[] latencies = dones.build().toArray();
        Arrays.setAll(latencies, i -> latencies[i] - times[i]);
        return latencies;
    }

    /** Returns the standard error of a figure [%], from consecutive parts of the run. */
    static double noisePercent(double[] latencies, double quantile) {
        int part = latencies.length / PARTS;
        if (part < 2) {
            return Double.NaN;
        }
        double[] figures = new double[PARTS];
        Arrays.setAll(figures, i -> Figures.of(Arrays.copyOfRange(latencies, i * part, (i + 1) * part), quantile));
        double mean = Arrays.stream(figures).average().orElse(0);
        double variance =
                Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum() / (PARTS - 1);
        return 100 * Math.sqrt(variance / PARTS) / mean;
    }
}
