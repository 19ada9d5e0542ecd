// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.report.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The CSV files of ECSRL's results. */
final class EcsrlFiles {
    private EcsrlFiles() {}

    /** Writes one row for each run. */
    static void runs(Path folder, List<EcsrlMeasurement> measurements) throws IOException {
        List<String> columns = List.of(
                "load",
                "energy_share",
                "second_inference",
                "policy",
                "seed",
                "throughput_percent",
                "late_percent",
                "rejected_percent",
                "objective",
                "energy_j_per_request",
                "power_w",
                "mean_degradation",
                "mean_latency_ms",
                "second_inferences_percent");
        try (ResultWriter writer = new ResultWriter(folder.resolve("runs.csv"), columns)) {
            for (EcsrlMeasurement run : measurements) {
                writer.row(
                        run.key().load(),
                        run.key().energyShare(),
                        run.key().secondInference(),
                        run.key().policy(),
                        run.seed(),
                        100 * run.throughput(),
                        100 * run.late(),
                        100 * run.rejected(),
                        run.objective(),
                        run.energy(),
                        run.power(),
                        run.degradation(),
                        1000 * run.latency(),
                        100 * run.again());
            }
        }
    }

    /** Writes one row for each element of each matrix. */
    static void matrices(Path folder, List<EcsrlMatrices> matrices) throws IOException {
        try (ResultWriter writer = new ResultWriter(
                folder.resolve("matrices.csv"),
                List.of("device", "added", "running_first", "running_second", "degradation"))) {
            for (EcsrlMatrices matrix : matrices) {
                for (int r = 0; r < matrix.cells().size(); r++) {
                    for (int m = 0; m < matrix.cells().get(r).size(); m++) {
                        double cell = matrix.cells().get(r).get(m);
                        String text = cell == Double.POSITIVE_INFINITY ? "inf" : String.valueOf(cell);
                        writer.row(matrix.device(), matrix.added(), r, m, text);
                    }
                }
            }
        }
    }

    /** Writes one row for each point of each line of Fig. 2. */
    static void lines(Path folder, List<EcsrlMatrices> matrices) throws IOException {
        try (ResultWriter writer = new ResultWriter(
                folder.resolve("lines.csv"),
                List.of("device", "added", "running", "mean_degradation", "intercept", "slope", "r_squared"))) {
            for (EcsrlMatrices matrix : matrices) {
                EcsrlMatrices.Line line = matrix.line();
                for (int i = 0; i < line.counts().size(); i++) {
                    writer.row(
                            matrix.device(),
                            matrix.added(),
                            line.counts().get(i),
                            line.means().get(i),
                            line.intercept(),
                            line.slope(),
                            line.rSquared());
                }
            }
        }
    }
}
