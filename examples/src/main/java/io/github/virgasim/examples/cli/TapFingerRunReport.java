// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.PairedDifferences;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the episodes of one scenario on the terminal, in tables and in figures. */
final class TapFingerRunReport {
    private static final TapFingerMetric[] METRICS = TapFingerMetric.values();

    private final String scenario;
    private final Map<String, List<TapFingerEpisode>> byScheduler = new LinkedHashMap<>();
    private final int timesteps;

    /**
     * Sorts episodes.
     *
     * @param scenario its name, for titles
     * @param schedulers in the order of the report
     * @param episodes at least one for each scheduler
     */
    TapFingerRunReport(String scenario, List<String> schedulers, List<TapFingerEpisode> episodes) {
        this.scenario = scenario;
        schedulers.forEach(name -> byScheduler.put(name, new ArrayList<>()));
        episodes.forEach(episode -> byScheduler.get(episode.scheduler()).add(episode));
        timesteps =
                episodes.stream().mapToInt(TapFingerEpisode::timesteps).max().orElseThrow();
    }

    /** Returns the table for the terminal. */
    String text() {
        List<String> head = new ArrayList<>(List.of("scheduler"));
        for (TapFingerMetric metric : METRICS) {
            head.add(metric.title());
        }
        TextTable table = new TextTable(head.toArray(String[]::new));
        byScheduler.forEach((name, episodes) -> {
            List<String> row = new ArrayList<>(List.of(name));
            for (TapFingerMetric metric : METRICS) {
                row.add(TextTable.number(metric.over(episodes), metric.decimals()));
            }
            table.row(row.toArray(String[]::new));
        });
        return table + differencesText()
                + "\nCompletion times (JCT) are in timesteps from arrival, waiting included.\n";
    }

    private String differencesText() {
        if (byScheduler.size() == 1) {
            return "";
        }
        PairedDifferences mean = differences(TapFingerMetric.MEAN);
        TextTable table = new TextTable("less " + mean.best(), TapFingerMetric.MEAN.title());
        mean.differences()
                .forEach((name, less) -> table.row(name, TextTable.number(less, TapFingerMetric.MEAN.decimals())));
        return String.format(
                Locale.ROOT,
                "\nDifferences to %s, which has the shortest mean under these seeds; paired by seed%s.\n%s",
                mean.best(),
                runs() > 1 ? ", with 95 % confidence intervals" : "",
                table);
    }

    private int runs() {
        return byScheduler.values().iterator().next().size();
    }

    private PairedDifferences differences(TapFingerMetric metric) {
        Map<String, double[]> values = new LinkedHashMap<>();
        byScheduler.forEach((name, episodes) ->
                values.put(name, episodes.stream().mapToDouble(metric::of).toArray()));
        return PairedDifferences.of(values, false);
    }

    /** Writes all files but provenance.yaml. */
    void write(Path folder) throws IOException {
        writeRuns(folder.resolve("runs.csv"));
        writeSummary(folder.resolve("summary.csv"));
        writeAccumulation(folder.resolve("accumulation.csv"));
        if (byScheduler.size() > 1) {
            writeDifferences(folder.resolve("differences.csv"));
        }
        Figure.grid(
                        List.of(
                                bars("(a) mean", TapFingerMetric.MEAN),
                                bars("(b) 95th percentile", TapFingerMetric.P95)),
                        2)
                .save(folder, "completion-times");
        TapFingerPanels.accumulation("tasks in the system – " + scenario, byScheduler, List.of())
                .figure()
                .save(folder, "accumulation");
    }

    private void writeRuns(Path file) throws IOException {
        List<String> columns = new ArrayList<>(List.of("scheduler", "seed", "tasks", "timesteps"));
        for (TapFingerMetric metric : METRICS) {
            columns.add(metric.column());
        }
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (List<TapFingerEpisode> episodes : byScheduler.values()) {
                for (TapFingerEpisode episode : episodes) {
                    List<Object> row = new ArrayList<>(
                            List.of(episode.scheduler(), episode.seed(), episode.tasks(), episode.timesteps()));
                    for (TapFingerMetric metric : METRICS) {
                        row.add(metric.of(episode));
                    }
                    writer.row(row.toArray());
                }
            }
        }
    }

    private void writeSummary(Path file) throws IOException {
        List<String> columns = new ArrayList<>(List.of("scheduler", "runs"));
        for (TapFingerMetric metric : METRICS) {
            columns.add(metric.column());
            columns.add(metric.column() + "_halfwidth");
        }
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (Map.Entry<String, List<TapFingerEpisode>> entry : byScheduler.entrySet()) {
                List<Object> row =
                        new ArrayList<>(List.of(entry.getKey(), entry.getValue().size()));
                for (TapFingerMetric metric : METRICS) {
                    ConfidenceInterval interval = metric.over(entry.getValue());
                    row.add(interval.mean());
                    row.add(interval.halfWidth());
                }
                writer.row(row.toArray());
            }
        }
    }

    private void writeDifferences(Path file) throws IOException {
        String column = TapFingerMetric.MEAN.column();
        List<String> columns = List.of(
                "scheduler", "best_scheduler", "runs", column + "_difference", column + "_difference_halfwidth");
        PairedDifferences mean = differences(TapFingerMetric.MEAN);
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (Map.Entry<String, ConfidenceInterval> entry :
                    mean.differences().entrySet()) {
                writer.row(
                        entry.getKey(),
                        mean.best(),
                        runs(),
                        entry.getValue().mean(),
                        entry.getValue().halfWidth());
            }
        }
    }

    private void writeAccumulation(Path file) throws IOException {
        List<String> columns = List.of("scheduler", "timestep", "alive_tasks", "alive_tasks_halfwidth");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (Map.Entry<String, List<TapFingerEpisode>> entry : byScheduler.entrySet()) {
                for (int timestep = 0; timestep < timesteps; timestep++) {
                    ConfidenceInterval alive = alive(entry.getValue(), timestep);
                    writer.row(entry.getKey(), timestep, alive.mean(), alive.halfWidth());
                }
            }
        }
    }

    private static ConfidenceInterval alive(List<TapFingerEpisode> episodes, int timestep) {
        return ConfidenceInterval.of(episodes.stream()
                .mapToDouble(episode -> episode.alive(timestep))
                .toArray());
    }

    private Figure bars(String title, TapFingerMetric metric) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        byScheduler.forEach((name, episodes) -> bars.put(name, metric.over(episodes)));
        return Figure.bars(title + " – " + scenario, "completion time [timesteps]", Double.POSITIVE_INFINITY, bars);
    }
}
