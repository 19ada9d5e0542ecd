// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.papers.ecsrl.EcsrlBaselines;
import io.github.virgasim.papers.ecsrl.EcsrlGreedy;
import io.github.virgasim.papers.ecsrl.EcsrlTrainer;
import io.github.virgasim.papers.ecsrl.EcsrlTraining;
import io.github.virgasim.papers.ecsrl.EcsrlWeights;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a training's learning curve beside what needs no training, all under the selection seeds and even weights. */
final class EcsrlTrainReport {
    private static final String OBJECTIVE = "objective per request";
    /** Baselines above this percentage of the greedy policy's objective are left out of the close-up. */
    private static final double CLOSE = 110;

    private static final String UNTRAINED = "untrained network";

    private final List<EcsrlTrainer.Point> curve;
    private final EcsrlTrainer.Point best;
    private final Map<String, Double> baselines = new LinkedHashMap<>();

    /**
     * Scores the baselines.
     *
     * @param trainer a training that has ended
     * @param plan the runs it was judged by
     */
    EcsrlTrainReport(EcsrlTrainer trainer, EcsrlTraining plan) {
        curve = trainer.curve();
        best = trainer.best();
        for (String name : EcsrlBaselines.names()) {
            baselines.put(name, plan.score(EcsrlWeights.EVEN, share -> EcsrlBaselines.named(name, plan.base())));
        }
        if (curve.get(0).steps() == 0) {
            baselines.put(UNTRAINED, curve.get(0).objective());
        }
    }

    /** Returns the table for the terminal. */
    String text() {
        TextTable table = new TextTable("selection runs", "objective per request");
        baselines.forEach((name, score) -> table.row(name, TextTable.number(score, 4)));
        table.row("agent after %d episodes".formatted(best.episodes()), TextTable.number(best.objective(), 4));
        return table.toString();
    }

    /** Writes curve.csv, baselines.csv and the figure of both. */
    void write(Path folder) throws IOException {
        try (ResultWriter writer = new ResultWriter(
                folder.resolve("curve.csv"), List.of("episodes", "steps", "objective", "selection_score"))) {
            for (EcsrlTrainer.Point point : curve) {
                writer.row(point.episodes(), point.steps(), point.objective(), point.score());
            }
        }
        try (ResultWriter writer = new ResultWriter(folder.resolve("baselines.csv"), List.of("policy", "objective"))) {
            for (Map.Entry<String, Double> baseline : baselines.entrySet()) {
                writer.row(baseline.getKey(), baseline.getValue());
            }
        }
        Figure.grid(
                        List.of(
                                figure("learning curve", OBJECTIVE, 1, Double.POSITIVE_INFINITY),
                                figure(
                                        "the same, close to greedy",
                                        OBJECTIVE + " [% of greedy's]",
                                        100 / baselines.get(EcsrlGreedy.NAME),
                                        CLOSE)),
                        2)
                .save(folder, "curve");
    }

    /** Draws the curve beside the baselines whose value, times a factor, is not above a limit. */
    private Figure figure(String title, String axis, double factor, double limit) {
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        lines.put(
                "agent",
                curve.stream()
                        .map(point -> ConfidenceInterval.of(factor * point.objective()))
                        .toList());
        baselines.forEach((name, score) -> {
            if (factor * score <= limit) {
                lines.put(
                        name,
                        curve.stream()
                                .map(point -> ConfidenceInterval.of(factor * score))
                                .toList());
            }
        });
        double[] episodes =
                curve.stream().mapToDouble(EcsrlTrainer.Point::episodes).toArray();
        return Figure.lines(title, "training episodes", axis, Double.POSITIVE_INFINITY, episodes, lines);
    }
}
