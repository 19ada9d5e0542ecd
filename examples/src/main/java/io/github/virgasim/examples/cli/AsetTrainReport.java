// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.papers.aset.AsetActions;
import io.github.virgasim.papers.aset.AsetSelection;
import io.github.virgasim.papers.aset.AsetTrainer;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Shows the learning curves of trainings beside what needs no training, all under the selection seeds. */
final class AsetTrainReport {
    private static final String AGENT = "agent";
    private static final String UNTRAINED = "untrained network";

    private final List<AsetTrainer> trainers;
    private final AsetTrainer best;
    private final Map<String, ConfidenceInterval> baselines = new LinkedHashMap<>();

    /**
     * Scores the baselines: each action alone, a random action in each period, the networks before training.
     *
     * @param trainers trainings of equal length that have ended, at least one
     * @param best the one that found the best network
     * @param selection the runs they were judged by
     */
    AsetTrainReport(List<AsetTrainer> trainers, AsetTrainer best, AsetSelection selection) {
        this.trainers = trainers;
        this.best = best;
        best.actionScores().forEach((action, score) -> baselines.put(action, ConfidenceInterval.of(100 * score)));
        double random = selection.score((scenario, seed) -> AsetActions.randomAction(seed));
        baselines.put(AsetActions.RANDOM_ACTION, ConfidenceInterval.of(100 * random));
        if (best.curve().get(0).steps() == 0) {
            baselines.put(UNTRAINED, percent(0));
        }
    }

    /** Returns a point of the curve, the mean over the trainings. */
    private ConfidenceInterval percent(int point) {
        return ConfidenceInterval.of(trainers.stream()
                .mapToDouble(trainer -> 100 * trainer.curve().get(point).score())
                .toArray());
    }

    /** Returns the table for the terminal. */
    String text() {
        TextTable table = new TextTable("selection runs", "1 - failures %");
        baselines.forEach((name, score) -> table.row(name, TextTable.number(score, 2)));
        for (AsetTrainer trainer : trainers) {
            AsetTrainer.Point point = trainer.best();
            table.row("agent after %d episodes".formatted(point.episodes()), TextTable.number(100 * point.score(), 2));
        }
        return table.toString();
    }

    /** Writes curve.csv, baselines.csv and the figure of both. */
    void write(Path folder) throws IOException {
        List<String> columns = List.of("training", "episodes", "steps", "score_percent");
        try (ResultWriter writer = new ResultWriter(folder.resolve("curve.csv"), columns)) {
            for (AsetTrainer trainer : trainers) {
                for (AsetTrainer.Point point : trainer.curve()) {
                    int training = trainers.indexOf(trainer) + 1;
                    writer.row(training, point.episodes(), point.steps(), 100 * point.score());
                }
            }
        }
        try (ResultWriter writer =
                new ResultWriter(folder.resolve("baselines.csv"), List.of("policy", "score_percent"))) {
            for (Map.Entry<String, ConfidenceInterval> baseline : baselines.entrySet()) {
                writer.row(baseline.getKey(), baseline.getValue().mean());
            }
        }
        int points = best.curve().size();
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        lines.put(AGENT, IntStream.range(0, points).mapToObj(this::percent).toList());
        baselines.forEach(
                (name, score) -> lines.put(name, Collections.nCopies(points, ConfidenceInterval.of(score.mean()))));
        double[] episodes =
                best.curve().stream().mapToDouble(AsetTrainer.Point::episodes).toArray();
        Figure.lines("learning curve", "training episodes", "1 - share of failures [%]", 100, episodes, lines)
                .save(folder, "curve");
    }
}
