// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The mean power of each run of a recording: its samples between begin and end of the run in the markers. */
final class RunPower {
    /** What comes before a sample shows the run alone: the driver reports with a delay [s]. */
    private static final double DELAY = 0.2;

    private static final double ALWAYS = 0.99;

    /** A column that may be there. */
    private static final String MEMORY = "util_mem_pct";

    /** Begins and ends of a run's parts [us], in the params of its marker. */
    private static final String PARTS = "parts_us";

    /** A load that is held for a while: batches of one model one after another, for a share of the time. */
    record Steady(String run, String model, int batch, String mode, double busy) {}

    /** What was sampled in a run. */
    private static final class Run {
        final String id;
        double sum;
        int samples;
        double memory;
        int memorySamples;

        Run(String id) {
            this.id = id;
        }

        void add(CsvRows.Row row) {
            String column = row.has("power_inst_mw") ? "power_inst_mw" : "power_mw";
            sum += row.positive(column) / 1e3;
            samples++;
            if (row.isMapped(MEMORY) && row.has(MEMORY)) {
                memory += row.within(MEMORY, 0, 100) / 100;
                memorySamples++;
            }
        }
    }

    /** A time in which a run, or a part of it, was alone [s]. */
    private record Span(Run run, double begin, double end, String place) {
        boolean holds(double time) {
            return time >= begin + Math.min(DELAY, 0.1 * (end - begin)) && time <= end;
        }
    }

    private final Map<String, Double> watts = new HashMap<>();
    private final Map<String, Double> memory = new HashMap<>();
    private final List<Steady> steady = new ArrayList<>();

    RunPower(Recording recording) {
        List<Span> spans = new ArrayList<>();
        recording.markers(row -> {
            if (!row.text("section").equals("section") && !row.text("run_id").isEmpty()) {
                spans.addAll(spans(row));
                if (row.text("section").equals("steady")) {
                    steady.add(steady(row));
                }
            }
        });
        NavigableMap<Double, Span> byBegin = inTurn(spans);
        double[] before = {Double.NEGATIVE_INFINITY};
        recording.power(row -> {
            double time = row.number("t_us") / 1e6;
            if (time < before[0]) {
                throw row.invalid("t_us: must not be before the row above, was '" + row.text("t_us") + "'");
            }
            before[0] = time;
            Map.Entry<Double, Span> span = byBegin.floorEntry(time);
            if (span != null && span.getValue().holds(time)) {
                span.getValue().run.add(row);
            }
        });
        spans.stream().map(Span::run).filter(run -> run.samples > 0).forEach(run -> {
            watts.put(run.id, run.sum / run.samples);
            if (run.memorySamples > 0) {
                memory.put(run.id, run.memory / run.memorySamples);
            }
        });
    }

    /** Returns when a run was under way: in its parts, if it was interrupted by others, else from its begin to its end. */
    private static List<Span> spans(CsvRows.Row row) {
        Run run = new Run(row.text("run_id"));
        double begin = row.number("t_start_us") / 1e6;
        double end = row.number("t_end_us") / 1e6;
        if (end < begin) {
            throw row.invalid("run " + run.id + ": t_end_us must not be before t_start_us");
        }
        List<Span> spans = new ArrayList<>();
        for (JsonNode part : Capacities.parse(row, "params").path(PARTS)) {
            spans.add(new Span(run, part.path(0).asDouble() / 1e6, part.path(1).asDouble() / 1e6, row.place()));
        }
        return spans.isEmpty() ? List.of(new Span(run, begin, end, row.place())) : spans;
    }

    /** Requires that one run is over before the next one begins: power could not be told apart otherwise. */
    private static NavigableMap<Double, Span> inTurn(List<Span> spans) {
        NavigableMap<Double, Span> byBegin = new TreeMap<>();
        Span before = null;
        for (Span span : spans.stream()
                .sorted(Comparator.comparingDouble(Span::begin).thenComparing(Span::end))
                .toList()) {
            if (before != null && span.begin < before.end) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: run %s: must not begin, at %.0f us, before run %s ends, at %.0f us",
                        span.place,
                        span.run.id,
                        1e6 * span.begin,
                        before.run.id,
                        1e6 * before.end));
            }
            byBegin.put(span.begin, span);
            before = span;
        }
        return byBegin;
    }

    private static Steady steady(CsvRows.Row row) {
        JsonNode params = Capacities.parse(row, "params");
        JsonNode busy = Capacities.parse(row, "result").path("busy_frac");
        if (!busy.isNumber() || !(busy.doubleValue() >= 0)) {
            throw row.invalid("result: busy_frac of run " + row.text("run_id") + " must be a number from 0, was '"
                    + busy.asText() + "'");
        }
        if (!params.path("model").isTextual() || params.path("batch").asInt(0) < 1) {
            throw row.invalid("params: run " + row.text("run_id") + " must have a model and a batch from 1");
        }
        return new Steady(
                row.text("run_id"),
                params.path("model").asText(),
                params.path("batch").asInt(),
                params.path("mode").asText(),
                busy.doubleValue());
    }

    /** Returns the mean power of a run [W], if any sample lies in it. */
    OptionalDouble of(String run) {
        return watts.containsKey(run) ? OptionalDouble.of(watts.get(run)) : OptionalDouble.empty();
    }

    /** Returns the mean share of the time in which memory was read or written in a run, if it was recorded. */
    OptionalDouble memory(String run) {
        return memory.containsKey(run) ? OptionalDouble.of(memory.get(run)) : OptionalDouble.empty();
    }

    /** Returns the power while the process is there and does nothing [W], one value for each run of that kind. */
    List<Double> idle() {
        return steady.stream()
                .filter(s -> s.busy == 0 && watts.containsKey(s.run))
                .map(s -> watts.get(s.run))
                .toList();
    }

    /** Returns the runs of graphs that keep the GPU busy all the time. */
    List<Steady> busy() {
        return steady.stream()
                .filter(s -> s.busy > ALWAYS && s.mode.equals("graph") && watts.containsKey(s.run))
                .toList();
    }
}
