// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /** A load that is held for a while: batches of one model one after another, for a share of the time. */
    record Steady(String run, String model, int batch, String mode, double busy) {}

    private static final class Run {
        final String id;
        final double from;
        final double to;
        double sum;
        int samples;
        double memory;
        int memorySamples;

        Run(String id, double begin, double end) {
            this.id = id;
            from = begin + Math.min(DELAY, 0.1 * (end - begin));
            to = end;
        }
    }

    private final Map<String, Double> watts = new HashMap<>();
    private final Map<String, Double> memory = new HashMap<>();
    private final List<Steady> steady = new ArrayList<>();

    RunPower(Recording recording) {
        NavigableMap<Double, Run> byBegin = new TreeMap<>();
        recording.markers(row -> {
            String section = row.text("section");
            String id = row.text("run_id");
            if (section.equals("section") || id.isEmpty()) {
                return;
            }
            double begin = row.number("t_start_us") / 1e6;
            double end = row.number("t_end_us") / 1e6;
            if (end < begin) {
                throw row.invalid("run " + id + ": t_end_us must not be before t_start_us");
            }
            byBegin.put(begin, new Run(id, begin, end));
            if (section.equals("steady")) {
                JsonNode params = Capacities.parse(row, "params");
                JsonNode result = Capacities.parse(row, "result");
                steady.add(new Steady(
                        id,
                        params.path("model").asText(),
                        params.path("batch").asInt(1),
                        params.path("mode").asText(),
                        result.path("busy_frac").asDouble(Double.NaN)));
            }
        });
        recording.power(row -> {
            double time = row.number("t_us") / 1e6;
            var run = byBegin.floorEntry(time);
            if (run != null && time >= run.getValue().from && time <= run.getValue().to) {
                String column = row.has("power_inst_mw") ? "power_inst_mw" : "power_mw";
                run.getValue().sum += row.positive(column) / 1e3;
                run.getValue().samples++;
                if (row.isMapped(MEMORY) && row.has(MEMORY)) {
                    run.getValue().memory += row.within(MEMORY, 0, 100) / 100;
                    run.getValue().memorySamples++;
                }
            }
        });
        byBegin.values().stream().filter(run -> run.samples > 0).forEach(run -> {
            watts.put(run.id, run.sum / run.samples);
            if (run.memorySamples > 0) {
                memory.put(run.id, run.memory / run.memorySamples);
            }
        });
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
