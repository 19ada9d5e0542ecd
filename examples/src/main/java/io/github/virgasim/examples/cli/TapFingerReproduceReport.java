// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes measured results of TapFinger's experiments beside published ones. */
final class TapFingerReproduceReport {
    private static final TapFingerMetric[] METRICS = TapFingerMetric.values();

    private final Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> episodes;
    private final TapFingerPublished published;
    private final TapFingerFigures figures;

    /**
     * Makes a report.
     *
     * @param episodes by experiment and scheduler; all schedulers in each
     * @param published results to stand beside them
     * @param measured durations on the test bed without containers
     */
    TapFingerReproduceReport(
            Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> episodes,
            TapFingerPublished published,
            TracedTypes measured) {
        this.episodes = episodes;
        this.published = published;
        figures = new TapFingerFigures(episodes, published, measured);
    }

    /** Writes all files but provenance.yaml. */
    void write(Path folder) throws IOException {
        writeRuns(folder.resolve("runs.csv"));
        writeResults(folder.resolve("results.csv"));
        writeImprovements(folder.resolve("improvements.csv"));
        Files.writeString(folder.resolve("tapfinger.md"), new TapFingerMarkdown(episodes, published).text());
        List<Figure> panels = new ArrayList<>();
        episodes.forEach((of, byScheduler) -> panels.add(panel(of, byScheduler)));
        Figure.grid(panels, Math.min(2, panels.size())).save(folder, "completion-times");
        figures.write(folder);
    }

    private void writeRuns(Path file) throws IOException {
        List<String> columns = new ArrayList<>(List.of("experiment", "scheduler", "seed", "tasks", "timesteps"));
        for (TapFingerMetric metric : METRICS) {
            columns.add(metric.column());
        }
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (Map.Entry<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> entry :
                    episodes.entrySet()) {
                for (TapFingerEpisode episode :
                        entry.getValue().values().stream().flatMap(List::stream).toList()) {
                    List<Object> row = new ArrayList<>(List.of(
                            entry.getKey().name(),
                            episode.scheduler(),
                            episode.seed(),
                            episode.tasks(),
                            episode.timesteps()));
                    for (TapFingerMetric metric : METRICS) {
                        row.add(metric.of(episode));
                    }
                    writer.row(row.toArray());
                }
            }
        }
    }

    private void writeResults(Path file) throws IOException {
        List<String> columns = new ArrayList<>(List.of("experiment", "scheduler", "published_as", "runs"));
        for (TapFingerMetric metric : METRICS) {
            columns.add(metric.column());
            columns.add(metric.column() + "_halfwidth");
            columns.add(metric.column() + "_published");
        }
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (TapFingerExperiments.Case of : episodes.keySet()) {
                for (Map.Entry<String, List<TapFingerEpisode>> entry :
                        episodes.get(of).entrySet()) {
                    String name = TapFingerPublished.nameOf(entry.getKey()).orElse("");
                    writer.row(result(of, entry.getKey(), name, entry.getValue()));
                }
                for (String name : published.others(of)) {
                    writer.row(result(of, "", name, List.of()));
                }
            }
        }
    }

    private Object[] result(
            TapFingerExperiments.Case of, String scheduler, String publishedAs, List<TapFingerEpisode> measured) {
        List<Object> row = new ArrayList<>(List.of(of.name(), scheduler, publishedAs, measured.size()));
        for (TapFingerMetric metric : METRICS) {
            ConfidenceInterval interval = measured.isEmpty() ? null : metric.over(measured);
            row.add(interval == null ? Double.NaN : interval.mean());
            row.add(interval == null ? Double.NaN : interval.halfWidth());
            row.add(published.value(of, publishedAs, metric));
        }
        return row.toArray();
    }

    private void writeImprovements(Path file) throws IOException {
        List<String> columns = List.of(
                "experiment",
                "baseline",
                "baseline_source",
                "tapfinger_published_mean_jct",
                "baseline_mean_jct",
                "shorter_percent",
                "shorter_percent_at_low_end",
                "shorter_percent_at_high_end");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (TapFingerExperiments.Case of : episodes.keySet()) {
                if (!of.isPublishedFromSimulation()) {
                    continue;
                }
                double method = published.value(of, TapFingerPublished.METHOD, TapFingerMetric.MEAN);
                for (TapFingerComparison row : TapFingerComparison.all(of, published, episodes.get(of))) {
                    writer.row(
                            of.name(),
                            row.baseline(),
                            row.source(),
                            method,
                            row.baselineMean(),
                            row.percent(),
                            row.low(),
                            row.high());
                }
            }
        }
    }

    /** Draws the measured schedulers, and the published ones that Virga does not have. */
    private Figure panel(TapFingerExperiments.Case of, Map<String, List<TapFingerEpisode>> byScheduler) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        byScheduler.forEach((name, measured) -> bars.put(name, TapFingerMetric.MEAN.over(measured)));
        for (String name : published.others(of)) {
            bars.put(name + " (published)", ConfidenceInterval.of(published.value(of, name, TapFingerMetric.MEAN)));
        }
        return Figure.bars(of.name(), "mean completion time [timesteps]", Double.POSITIVE_INFINITY, bars);
    }
}
