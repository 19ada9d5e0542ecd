// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CSV files of ECSRL's results. */
final class EcsrlFiles {
    private EcsrlFiles() {}

    private record Cell(EcsrlMatrices matrix, int first, int second) {
        String degradation() {
            double cell = matrix.cells().get(first).get(second);
            return cell == Double.POSITIVE_INFINITY ? "inf" : String.valueOf(cell);
        }
    }

    private record LinePoint(EcsrlMatrices matrix, EcsrlMatrices.Line line, int index) {}

    /** Writes one row for each run. */
    static void runs(Path file, List<EcsrlMeasurement> measurements) throws IOException {
        new ResultTable<EcsrlMeasurement>()
                .column("load", run -> run.key().load())
                .column("energy_share", run -> run.key().energyShare())
                .column("second_inference", run -> run.key().secondInference())
                .column("policy", run -> run.key().policy())
                .column("seed", EcsrlMeasurement::seed)
                .column("throughput", "percent", run -> 100 * run.throughput())
                .column("late", "percent", run -> 100 * run.late())
                .column("rejected", "percent", run -> 100 * run.rejected())
                .column("objective", EcsrlMeasurement::objective)
                .column("objective_with_waiting", EcsrlMeasurement::waitingObjective)
                .column("energy", "j_per_request", EcsrlMeasurement::energy)
                .column("completed_energy", "j_per_answer", EcsrlMeasurement::completedEnergy)
                .column("power", "w", EcsrlMeasurement::power)
                .column("mean_degradation", EcsrlMeasurement::degradation)
                .column("response_over_solo", EcsrlMeasurement::stretch)
                .column("mean_latency", "ms", run -> 1000 * run.latency())
                .column("second_inferences", "percent", run -> 100 * run.again())
                .write(file, measurements);
    }

    /** Writes one row for each element of each matrix. */
    static void matrices(Path folder, List<EcsrlMatrices> matrices) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (EcsrlMatrices matrix : matrices) {
            for (int r = 0; r < matrix.cells().size(); r++) {
                for (int m = 0; m < matrix.cells().get(r).size(); m++) {
                    cells.add(new Cell(matrix, r, m));
                }
            }
        }
        new ResultTable<Cell>()
                .column("device", cell -> cell.matrix.device())
                .column("added", cell -> cell.matrix.added())
                .column("running_first", Cell::first)
                .column("running_second", Cell::second)
                .column("degradation", Cell::degradation)
                .write(folder.resolve("matrices.csv"), cells);
    }

    /** Writes one row for each point of each line of Fig. 2. */
    static void lines(Path folder, List<EcsrlMatrices> matrices) throws IOException {
        List<LinePoint> points = new ArrayList<>();
        for (EcsrlMatrices matrix : matrices) {
            EcsrlMatrices.Line line = matrix.line();
            for (int i = 0; i < line.counts().size(); i++) {
                points.add(new LinePoint(matrix, line, i));
            }
        }
        new ResultTable<LinePoint>()
                .column("device", point -> point.matrix.device())
                .column("added", point -> point.matrix.added())
                .column("running", point -> point.line.counts().get(point.index))
                .column("mean_degradation", point -> point.line.means().get(point.index))
                .column("intercept", point -> point.line.intercept())
                .column("slope", point -> point.line.slope())
                .column("r_squared", point -> point.line.rSquared())
                .write(folder.resolve("lines.csv"), points);
    }
}
