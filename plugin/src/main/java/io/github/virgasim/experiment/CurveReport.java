// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Shows the learning curves of trainings of equal length beside what needs no training, all under the selection seeds.
 *
 * @param <P> kind of points
 */
public final class CurveReport<P> {
    private static final String AGENT = "agent";
    private static final String UNTRAINED = "untrained network";

    private final List<? extends LearningCurve<P, ?>> curves;
    private final Metric<P> shown;
    private final ToLongFunction<P> episodes;
    private final Map<String, ConfidenceInterval> baselines = new LinkedHashMap<>();

    /**
     * A point of one of the curves.
     *
     * @param training number of the training, from 1
     * @param point the point
     * @param <P> kind of points
     */
    public record Entry<P>(int training, P point) {}

    private record Baseline(String name, double score) {}

    /**
     * Makes a report without baselines.
     *
     * @param trainers trainings of equal length that have ended, at least one
     * @param shown what is shown of a point
     * @param episodes training episodes before a point
     */
    public CurveReport(List<? extends Trainer<P>> trainers, Metric<P> shown, ToLongFunction<P> episodes) {
        this.curves = trainers.stream().map(Trainer::curve).toList();
        this.shown = shown;
        this.episodes = episodes;
    }

    /**
     * Adds something that needs no training.
     *
     * @param name its name
     * @param score in the unit of what is shown
     */
    public void compare(String name, double score) {
        baselines.put(name, ConfidenceInterval.of(score));
    }

    /** Adds the network before training, unless the training was resumed. */
    public void compareUntrained() {
        if (episodes.applyAsLong(curves.get(0).points().get(0)) == 0) {
            baselines.put(UNTRAINED, mean(0, 1));
        }
    }

    private ConfidenceInterval mean(int point, double factor) {
        return ConfidenceInterval.of(curves.stream()
                .mapToDouble(curve -> factor * shown.of(curve.points().get(point)))
                .toArray());
    }

    /**
     * Returns the score of something that needs no training.
     *
     * @param name its name
     * @return in the unit of what is shown
     */
    public double baseline(String name) {
        return baselines.get(name).mean();
    }

    /**
     * Shows the baselines and the best point of each training.
     *
     * @return a table for a terminal
     */
    public String text() {
        TextTable table = new TextTable("selection runs", shown.title());
        baselines.forEach((name, score) -> table.row(name, TextTable.number(score, shown.decimals())));
        for (LearningCurve<P, ?> curve : curves) {
            table.row(
                    String.format(Locale.ROOT, "agent after %d episodes", episodes.applyAsLong(curve.best())),
                    TextTable.number(shown.of(curve.best()), shown.decimals()));
        }
        return table.toString();
    }

    /**
     * Writes curve.csv and baselines.csv.
     *
     * @param folder where to
     * @param columns of the curve
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, ResultTable<Entry<P>> columns) throws IOException {
        List<Entry<P>> entries = new ArrayList<>();
        for (LearningCurve<P, ?> curve : curves) {
            int training = curves.indexOf(curve) + 1;
            curve.points().forEach(point -> entries.add(new Entry<>(training, point)));
        }
        columns.write(folder.resolve("curve.csv"), entries);
        new ResultTable<Baseline>()
                .column("policy", Baseline::name)
                .column(shown.name(), shown.unit(), Baseline::score)
                .write(
                        folder.resolve("baselines.csv"),
                        baselines.entrySet().stream()
                                .map(entry -> new Baseline(
                                        entry.getKey(), entry.getValue().mean()))
                                .toList());
    }

    /**
     * Draws the mean of the curves beside the baselines.
     *
     * @param title stands above
     * @param axis name and unit of the ordinate
     * @param top where the ordinate ends at the latest
     * @param factor multiplies all values
     * @param highest baselines above this, times the factor, are left out
     * @return the figure
     */
    public Figure figure(String title, String axis, double top, double factor, double highest) {
        List<P> points = curves.get(0).points();
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        lines.put(
                AGENT,
                IntStream.range(0, points.size())
                        .mapToObj(point -> mean(point, factor))
                        .toList());
        baselines.forEach((name, score) -> {
            if (factor * score.mean() <= highest) {
                lines.put(
                        name,
                        points.stream()
                                .map(point -> ConfidenceInterval.of(factor * score.mean()))
                                .toList());
            }
        });
        double[] x = points.stream().mapToDouble(episodes::applyAsLong).toArray();
        return new Chart(title, axis, top)
                .regulars(StaticPolicies.names())
                .addAll(lines)
                .lines("training episodes", x);
    }
}
