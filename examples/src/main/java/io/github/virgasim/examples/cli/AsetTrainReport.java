// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.agent.AsetActions;
import io.github.virgasim.agent.encog.AsetSelection;
import io.github.virgasim.agent.encog.AsetTrainer;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a training's learning curve beside what needs no training, all under the selection seeds. */
final class AsetTrainReport {
    private static final String AGENT = "agent";
    private static final String UNTRAINED = "untrained network";

    private final List<AsetTrainer.Point> curve;
    private final AsetTrainer.Point best;
    private final Map<String, Double> baselines = new LinkedHashMap<>();

    /**
     * Scores the baselines: each action alone, a random action in each period, the network before training.
     *
     * @param trainer a training that has ended
     * @param selection the runs it was judged by
     */
    AsetTrainReport(AsetTrainer trainer, AsetSelection selection) {
        curve = trainer.curve();
        best = trainer.best();
        for (String action : AsetActions.names()) {
            baselines.put(action, selection.score(seed -> StaticPolicies.named(action)));
        }
        baselines.put(AsetActions.RANDOM_ACTION, selection.score(AsetActions::randomAction));
        if (curve.get(0).steps() == 0) {
            baselines.put(UNTRAINED, curve.get(0).score());
        }
    }

    /** Returns the table for the terminal. */
    String text() {
        TextTable table = new TextTable("selection runs", "1 - failures %");
        baselines.forEach((name, score) -> table.row(name, TextTable.number(100 * score, 2)));
        table.row("agent after %d episodes".formatted(best.episodes()), TextTable.number(100 * best.score(), 2));
        return table.toString();
    }

    /** Writes curve.csv, baselines.csv and the figure of both. */
    void write(Path folder, Provenance provenance) throws IOException {
        try (ResultWriter writer = new ResultWriter(
                folder.resolve("curve.csv"), provenance, List.of("episodes", "steps", "score_percent"))) {
            for (AsetTrainer.Point point : curve) {
                writer.row(point.episodes(), point.steps(), 100 * point.score());
            }
        }
        try (ResultWriter writer =
                new ResultWriter(folder.resolve("baselines.csv"), provenance, List.of("policy", "score_percent"))) {
            for (Map.Entry<String, Double> baseline : baselines.entrySet()) {
                writer.row(baseline.getKey(), 100 * baseline.getValue());
            }
        }
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        lines.put(AGENT, curve.stream().map(point -> percent(point.score())).toList());
        baselines.forEach((name, score) ->
                lines.put(name, curve.stream().map(point -> percent(score)).toList()));
        double[] episodes =
                curve.stream().mapToDouble(AsetTrainer.Point::episodes).toArray();
        Figure.lines("learning curve", "training episodes", "1 - share of failures [%]", 100, episodes, lines)
                .save(folder, "curve");
    }

    private static ConfidenceInterval percent(double share) {
        return ConfidenceInterval.of(100 * share);
    }
}
