// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import io.github.virgasim.validation.source.Measurements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One valid run.
 *
 * @param system the system under test
 * @param benchmark for example bert-99.9
 * @param scenario SingleStream, MultiStream, Offline or Server
 * @param seconds median latency [s]
 * @param p99 99th percentile [s]
 * @param throughput of Offline [1/s], NaN otherwise
 * @param rate of the arrivals of Server [1/s], NaN otherwise
 * @param target highest latency allowed [s], 0 without
 */
record Summary(
        String system,
        String benchmark,
        String scenario,
        double seconds,
        double p99,
        double throughput,
        double rate,
        double target) {
    private static final List<String> COLUMNS = List.of(
            "submitter",
            "system",
            "benchmark",
            "scenario",
            "scenario_dir",
            "run",
            "valid",
            "samples_per_second",
            "scheduled_sps",
            "p50_ns",
            "p99_ns",
            "target_latency_ns");

    static List<Summary> read(Measurements data, Path file) {
        List<Summary> all = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        data.rows(file, COLUMNS, row -> {
            List<String> name = List.of(
                    row.text("submitter"),
                    row.name("system"),
                    row.name("benchmark"),
                    row.text("scenario_dir"),
                    row.text("run"));
            if (!seen.add(name)) {
                throw row.invalid("run: must stand once for " + name + ", was again '" + row.text("run") + "'");
            }
            if (row.oneOf("valid", List.of("VALID", "INVALID")).equals("VALID")) {
                double median = row.positive("p50_ns");
                double high = row.positive("p99_ns");
                if (high < median) {
                    throw row.invalid("p99_ns: must be at least p50_ns, was '" + row.text("p99_ns") + "'");
                }
                String scenario = row.oneOf("scenario", List.of("SingleStream", "MultiStream", "Server", "Offline"));
                all.add(new Summary(
                        row.text("system"),
                        row.text("benchmark"),
                        scenario,
                        median / 1e9,
                        high / 1e9,
                        scenario.equals("Offline") ? row.positive("samples_per_second") : Double.NaN,
                        scenario.equals("Server") ? row.positive("scheduled_sps") : Double.NaN,
                        row.has("target_latency_ns") ? row.within("target_latency_ns", 0, 1e15) / 1e9 : 0));
            }
        });
        return all;
    }

    /** Returns the benchmark without its accuracy. */
    String family() {
        return benchmark.replaceFirst("-99(\\.9)?$", "");
    }

    boolean isAccurate() {
        return benchmark.endsWith("-99.9");
    }
}
