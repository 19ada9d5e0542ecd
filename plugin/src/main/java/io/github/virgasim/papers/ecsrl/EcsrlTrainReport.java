// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.CurveReport;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Metric;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows a training's learning curve beside what needs no training, all under the selection seeds and even weights. */
final class EcsrlTrainReport implements Findings {
    private static final String OBJECTIVE = "objective per request";
    /** Baselines above this percentage of the greedy policy's objective are left out of the close-up. */
    private static final double CLOSE = 110;

    private static final Metric<EcsrlTrainer.Point> SHOWN =
            new Metric<>(OBJECTIVE, "objective", "", 4, EcsrlTrainer.Point::objective);

    private final CurveReport<EcsrlTrainer.Point> curve;

    /**
     * Scores the baselines.
     *
     * @param trainer a training that has ended
     * @param plan the runs it was judged by
     */
    EcsrlTrainReport(EcsrlTrainer trainer, EcsrlTraining plan) {
        curve = new CurveReport<>(List.of(trainer), SHOWN, EcsrlTrainer.Point::episodes);
        for (String name : EcsrlBaselines.names()) {
            curve.compare(name, plan.score(EcsrlWeights.EVEN, share -> EcsrlBaselines.named(name, plan.base())));
        }
        curve.compareUntrained();
    }

    @Override
    public String text() {
        return curve.text();
    }

    /** Writes curve.csv, baselines.csv and the figure of both. */
    @Override
    public void write(Path folder) throws IOException {
        curve.write(
                folder,
                new ResultTable<CurveReport.Entry<EcsrlTrainer.Point>>()
                        .column("episodes", entry -> entry.point().episodes())
                        .column("steps", entry -> entry.point().steps())
                        .column("objective", entry -> entry.point().objective())
                        .column("selection_score", entry -> entry.point().score()));
        double all = Double.POSITIVE_INFINITY;
        Figure whole = curve.figure("learning curve", OBJECTIVE, all, 1, all);
        double percent = 100 / curve.baseline(EcsrlGreedy.NAME);
        Figure close = curve.figure("the same, close to greedy", OBJECTIVE + " [% of greedy's]", all, percent, CLOSE);
        Figure.grid(List.of(whole, close), 2).save(folder, "curve");
    }
}
