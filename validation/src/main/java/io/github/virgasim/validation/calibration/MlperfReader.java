// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Reads summaries of MLPerf Inference results (github.com/mlcommons/inference_results_v2.0, Apache-2.0), one row per
 * run. Times are stored in nanoseconds there and returned in milliseconds.
 */
public final class MlperfReader {

    private final String file;
    private final List<Summary> summaries;

    private MlperfReader(String file, List<Summary> summaries) {
        this.file = file;
        this.summaries = List.copyOf(summaries);
    }

    /**
     * One run.
     *
     * @param system the system under test
     * @param benchmark for example {@code resnet50}
     * @param scenario SingleStream, MultiStream, Offline or Server
     * @param meanMs mean latency of a query [ms]; of 8 samples in MultiStream
     * @param medianMs median latency of a query [ms]
     * @param samplesPerSecond throughput, NaN where the scenario has none
     */
    public record Summary(
            String system,
            String benchmark,
            String scenario,
            double meanMs,
            double medianMs,
            double samplesPerSecond) {}

    /**
     * Reads the valid runs of a file.
     *
     * @param csv the file
     * @return the reader
     * @throws InvalidInputException if the file cannot be read, a column is missing or a number malformed
     */
    public static MlperfReader read(Path csv) {
        List<Summary> rows = new ArrayList<>();
        CsvRows.forEach(
                csv,
                List.of("system", "benchmark", "scenario", "valid", "lat_mean_ns", "p50_ns", "samples_per_second"),
                row -> {
                    if (row.text("valid").equals("VALID")) {
                        rows.add(new Summary(
                                row.text("system"),
                                row.text("benchmark"),
                                row.text("scenario"),
                                row.positive("lat_mean_ns") / 1e6,
                                row.positive("p50_ns") / 1e6,
                                row.has("samples_per_second") ? row.positive("samples_per_second") : Double.NaN));
                    }
                });
        return new MlperfReader(csv.getFileName().toString(), rows);
    }

    /**
     * The median of a figure over the runs of some systems.
     *
     * @param systems names of systems that count as one device
     * @param benchmark the benchmark
     * @param scenario the scenario
     * @param figure what to take of each run
     * @return the median
     * @throws InvalidInputException if there is no such run
     */
    public double median(
            Collection<String> systems, String benchmark, String scenario, ToDoubleFunction<Summary> figure) {
        List<Double> values = summaries.stream()
                .filter(run -> systems.contains(run.system())
                        && run.benchmark().equals(benchmark)
                        && run.scenario().equals(scenario))
                .map(figure::applyAsDouble)
                .toList();
        if (values.isEmpty()) {
            throw new InvalidInputException(
                    file + ": has no valid run of " + benchmark + " " + scenario + " on " + systems);
        }
        return Numbers.median(values);
    }
}
