// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.CurveReport;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Metric;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows the learning curves of trainings beside what needs no training, all under the selection seeds. */
final class AsetTrainReport implements Findings {
    private static final Metric<AsetTrainer.Point> SHOWN =
            new Metric<>("1 - failures %", "score", "percent", 2, point -> 100 * point.score());

    private final CurveReport<AsetTrainer.Point> curve;

    /**
     * Scores the baselines: each action alone, a random action in each period, the networks before training.
     *
     * @param trainers trainings of equal length that have ended, at least one
     * @param best the one that found the best network
     * @param selection the runs they were judged by
     */
    AsetTrainReport(List<AsetTrainer> trainers, AsetTrainer best, AsetSelection selection) {
        curve = new CurveReport<>(trainers, SHOWN, AsetTrainer.Point::episodes);
        best.actionScores().forEach((action, score) -> curve.compare(action, 100 * score));
        double random = selection.score((scenario, seed) -> AsetActions.randomAction(scenario.settings(), seed));
        curve.compare(AsetActions.RANDOM_ACTION, 100 * random);
        best.mixture()
                .ifPresent(mixture -> curve.compare(
                        AsetMixture.NAME,
                        100
                                * selection.score((scenario, seed) ->
                                        mixture.policy(AsetMixture.NAME, scenario.settings(), seed))));
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
                new ResultTable<CurveReport.Entry<AsetTrainer.Point>>()
                        .column("training", CurveReport.Entry::training)
                        .column("episodes", entry -> entry.point().episodes())
                        .column("steps", entry -> entry.point().steps())
                        .column("score", "percent", entry -> 100 * entry.point().score()));
        curve.figure("learning curve", "1 - share of failures [%]", 100, 1, Double.POSITIVE_INFINITY)
                .save(folder, "curve");
    }
}
