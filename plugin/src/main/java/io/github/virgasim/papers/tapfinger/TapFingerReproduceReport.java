// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes measured results of TapFinger's experiments beside published ones. */
final class TapFingerReproduceReport implements Findings {

    private final Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes;
    private final TapFingerPublished published;
    private final TapFingerFigures figures;

    /**
     * Makes a report.
     *
     * @param episodes by experiment and scheduler; all schedulers in each
     * @param published results to stand beside them
     * @param measured durations on the test bed without containers
     * @param decisionMs measured time of a decision per cluster [ms]; null without
     */
    TapFingerReproduceReport(
            Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes,
            TapFingerPublished published,
            TracedTypes measured,
            Double decisionMs) {
        this.episodes = episodes;
        this.published = published;
        figures = new TapFingerFigures(episodes, published, measured, decisionMs);
    }

    @Override
    public String text() {
        TextTable table = new TextTable("experiment", "scheduler", "mean JCT", "published");
        episodes.forEach((of, byScheduler) -> {
            byScheduler.forEach((name, measured) -> table.row(
                    of.name(),
                    name,
                    TapFingerMetric.MEAN.text(measured),
                    meanPublished(of, TapFingerPublished.nameOf(of, name).orElse(""))));
            published.others(of).forEach(name -> table.row(of.name(), name, "", meanPublished(of, name)));
        });
        return table.toString();
    }

    private String meanPublished(TapFingerExperiments.Case of, String name) {
        return TextTable.number(published.value(of, name, TapFingerMetric.MEAN), 2);
    }

    @Override
    public void write(Path folder) throws IOException {
        writeRuns(folder.resolve("runs.csv"));
        writeResults(folder.resolve("results.csv"));
        writeImprovements(folder.resolve("improvements.csv"));
        new TapFingerAgentTable(episodes).write(folder.resolve("agent.csv"));
        Files.writeString(folder.resolve("tapfinger.md"), new TapFingerMarkdown(episodes, published).text());
        List<Figure> panels = new ArrayList<>();
        episodes.forEach((of, byScheduler) -> panels.add(panel(of, byScheduler)));
        Figure.grid(panels, Math.min(2, panels.size())).save(folder, "completion-times");
        figures.write(folder);
    }

    private record Run(TapFingerExperiments.Case of, TapFingerEpisode episode) {}

    private void writeRuns(Path file) throws IOException {
        List<Run> rows = new ArrayList<>();
        episodes.forEach((of, byScheduler) -> byScheduler.all().forEach(episode -> rows.add(new Run(of, episode))));
        ResultTable<Run> table = new ResultTable<Run>()
                .column("experiment", row -> row.of.name())
                .column("scheduler", row -> row.episode.scheduler())
                .column("seed", row -> row.episode.seed())
                .column("tasks", row -> row.episode.tasks())
                .column("timesteps", row -> row.episode.timesteps());
        TapFingerMetric.addTo(table, Run::episode);
        table.write(file, rows);
    }

    private record Result(
            TapFingerExperiments.Case of, String scheduler, String publishedAs, List<TapFingerEpisode> measured) {}

    private void writeResults(Path file) throws IOException {
        List<Result> rows = new ArrayList<>();
        episodes.forEach((of, byScheduler) -> {
            byScheduler.forEach((name, measured) -> rows.add(
                    new Result(of, name, TapFingerPublished.nameOf(of, name).orElse(""), measured)));
            published.others(of).forEach(name -> rows.add(new Result(of, "", name, List.of())));
        });
        ResultTable<Result> table = new ResultTable<Result>()
                .column("experiment", row -> row.of.name())
                .column("scheduler", Result::scheduler)
                .column("published_as", Result::publishedAs)
                .column("runs", row -> row.measured.size());
        for (TapFingerMetric metric : TapFingerMetric.values()) {
            metric.addMeanTo(table, Result::measured);
            table.column(metric.column() + "_published", row -> published.value(row.of, row.publishedAs, metric));
        }
        table.write(file, rows);
    }

    private record Improvement(TapFingerExperiments.Case of, double method, TapFingerComparison comparison) {}

    private void writeImprovements(Path file) throws IOException {
        List<Improvement> rows = new ArrayList<>();
        episodes.forEach((of, measured) -> {
            if (of.isPublishedFromSimulation()) {
                double method = published.value(of, TapFingerPublished.METHOD, TapFingerMetric.MEAN);
                TapFingerComparison.all(of, published, measured)
                        .forEach(comparison -> rows.add(new Improvement(of, method, comparison)));
            }
        });
        new ResultTable<Improvement>()
                .column("experiment", row -> row.of.name())
                .column("baseline", row -> row.comparison.baseline())
                .column("baseline_source", row -> row.comparison.source())
                .column("tapfinger_published_mean_jct", Improvement::method)
                .column("baseline_mean_jct", row -> row.comparison.baselineMean())
                .column("shorter", "percent", row -> row.comparison.percent())
                .column("shorter_percent_at_low_end", row -> row.comparison.low())
                .column("shorter_percent_at_high_end", row -> row.comparison.high())
                .write(file, rows);
    }

    /** Draws the measured schedulers, and the published ones that Virga does not have. */
    private Figure panel(TapFingerExperiments.Case of, Results<String, TapFingerEpisode> byScheduler) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        byScheduler.forEach((name, measured) -> bars.put(name, TapFingerMetric.MEAN.over(measured)));
        for (String name : published.others(of)) {
            bars.put(name + " (published)", ConfidenceInterval.of(published.value(of, name, TapFingerMetric.MEAN)));
        }
        return Figure.bars(of.name(), "mean completion time [timesteps]", Double.POSITIVE_INFINITY, bars);
    }
}
