// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.PairedDifferences;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the episodes of one scenario on the terminal, in tables and in figures. */
final class TapFingerRunReport implements Findings {
    private static final TapFingerMetric[] METRICS = TapFingerMetric.values();
    private static final TapFingerMetric MEAN = TapFingerMetric.MEAN;

    private final String scenario;
    private final Results<String, TapFingerEpisode> episodes;
    private final int timesteps;

    /**
     * Makes a report.
     *
     * @param scenario its name, for titles
     * @param episodes by scheduler
     */
    TapFingerRunReport(String scenario, Results<String, TapFingerEpisode> episodes) {
        this.scenario = scenario;
        this.episodes = episodes;
        timesteps = episodes.all().stream()
                .mapToInt(TapFingerEpisode::timesteps)
                .max()
                .orElseThrow();
    }

    @Override
    public String text() {
        List<String> head = new ArrayList<>(List.of("scheduler"));
        for (TapFingerMetric metric : METRICS) {
            head.add(metric.title());
        }
        TextTable table = new TextTable(head.toArray(String[]::new));
        episodes.forEach((name, of) -> {
            List<String> row = new ArrayList<>(List.of(name));
            for (TapFingerMetric metric : METRICS) {
                row.add(metric.text(of));
            }
            table.row(row.toArray(String[]::new));
        });
        return table + differencesText()
                + "\nCompletion times (JCT) are in timesteps from arrival, waiting included.\n";
    }

    private boolean compares() {
        return episodes.keys().size() > 1;
    }

    private String differencesText() {
        if (!compares()) {
            return "";
        }
        PairedDifferences mean = episodes.differences(MEAN::of, false);
        TextTable table = new TextTable("less " + mean.best(), MEAN.title());
        mean.differences().forEach((name, less) -> table.row(name, TextTable.number(less, MEAN.decimals())));
        return String.format(
                Locale.ROOT,
                "\nDifferences to %s, which has the shortest mean under these seeds; paired by seed%s.\n%s",
                mean.best(),
                episodes.seeds() > 1 ? ", with 95 % confidence intervals" : "",
                table);
    }

    @Override
    public void write(Path folder) throws IOException {
        ResultTable<TapFingerEpisode> runs = new ResultTable<TapFingerEpisode>()
                .column("scheduler", TapFingerEpisode::scheduler)
                .column("seed", TapFingerEpisode::seed)
                .column("tasks", TapFingerEpisode::tasks)
                .column("timesteps", TapFingerEpisode::timesteps);
        TapFingerMetric.addTo(runs, episode -> episode);
        runs.write(folder.resolve("runs.csv"), episodes.all());
        ResultTable<String> summary =
                new ResultTable<String>().column("scheduler", name -> name).column("runs", name -> episodes.seeds());
        for (TapFingerMetric metric : METRICS) {
            metric.addMeanTo(summary, episodes::of);
        }
        summary.write(folder.resolve("summary.csv"), episodes.keys());
        writeCourse(folder);
        if (compares()) {
            writeDifferences(folder.resolve("differences.csv"));
        }
        Figure.grid(List.of(bars("(a) mean", MEAN), bars("(b) 95th percentile", TapFingerMetric.P95)), 2)
                .save(folder, "completion-times");
        TapFingerPanels.accumulation("tasks in the system – " + scenario, episodes, List.of())
                .figure()
                .save(folder, "accumulation");
        Figure.grid(
                        List.of(
                                TapFingerPanels.use("(a) CPUs – " + scenario, 0, episodes)
                                        .figure(),
                                TapFingerPanels.use("(b) GPUs – " + scenario, 1, episodes)
                                        .figure()),
                        2)
                .save(folder, "use");
    }

    private void writeDifferences(Path file) throws IOException {
        PairedDifferences mean = episodes.differences(MEAN::of, false);
        new ResultTable<Map.Entry<String, ConfidenceInterval>>()
                .column("scheduler", Map.Entry::getKey)
                .column("best_scheduler", row -> mean.best())
                .column("runs", row -> episodes.seeds())
                .column(MEAN.column() + "_difference", row -> row.getValue().mean())
                .column(
                        MEAN.column() + "_difference_halfwidth",
                        row -> row.getValue().halfWidth())
                .write(file, mean.differences().entrySet());
    }

    private record Moment(
            String scheduler,
            int timestep,
            ConfidenceInterval tasks,
            ConfidenceInterval cpus,
            ConfidenceInterval gpus) {}

    /** Writes means over the seeds in each timestep: tasks in the system, and shares of all clusters' resources in use. */
    private void writeCourse(Path folder) throws IOException {
        List<Moment> rows = new ArrayList<>();
        for (String scheduler : episodes.keys()) {
            for (int timestep = 0; timestep < timesteps; timestep++) {
                int now = timestep;
                rows.add(new Moment(
                        scheduler,
                        now,
                        episodes.mean(scheduler, episode -> episode.alive(now)),
                        episodes.mean(scheduler, episode -> 100 * episode.used(0, now)),
                        episodes.mean(scheduler, episode -> 100 * episode.used(1, now))));
            }
        }
        course().column("alive", "tasks", row -> row.tasks.mean())
                .column("alive_tasks", "halfwidth", row -> row.tasks.halfWidth())
                .write(folder.resolve("accumulation.csv"), rows);
        course().column("cpu", "percent", row -> row.cpus.mean())
                .column("cpu_percent", "halfwidth", row -> row.cpus.halfWidth())
                .column("gpu", "percent", row -> row.gpus.mean())
                .column("gpu_percent", "halfwidth", row -> row.gpus.halfWidth())
                .write(folder.resolve("use.csv"), rows);
    }

    private static ResultTable<Moment> course() {
        return new ResultTable<Moment>().column("scheduler", Moment::scheduler).column("timestep", Moment::timestep);
    }

    private Figure bars(String title, TapFingerMetric metric) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        episodes.forEach((name, of) -> bars.put(name, metric.over(of)));
        return Figure.bars(title + " – " + scenario, "completion time [timesteps]", Double.POSITIVE_INFINITY, bars);
    }
}
