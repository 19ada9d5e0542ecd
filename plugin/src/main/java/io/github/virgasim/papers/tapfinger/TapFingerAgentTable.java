// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far the mean completion times of Virga's trained network are from all others', in pairs of the same seed. */
final class TapFingerAgentTable {
    private final List<Row> rows = new ArrayList<>();

    private record Row(
            TapFingerExperiments.Case of,
            String agent,
            String scheduler,
            ConfidenceInterval difference,
            ConfidenceInterval mean) {
        double percent() {
            return 100 * difference.mean() / mean.mean();
        }
    }

    /** Compares the agent where it was run. */
    TapFingerAgentTable(Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes) {
        for (LearnedScheduler learned : LearnedScheduler.values()) {
            if (learned.isWhole()) {
                episodes.forEach((of, byScheduler) -> add(of, learned.label(), byScheduler));
            }
        }
    }

    private void add(TapFingerExperiments.Case of, String agent, Results<String, TapFingerEpisode> byScheduler) {
        if (!byScheduler.keys().contains(agent)) {
            return;
        }
        for (String scheduler : byScheduler.keys()) {
            if (!scheduler.equals(agent)) {
                rows.add(new Row(
                        of,
                        agent,
                        scheduler,
                        byScheduler.difference(agent, scheduler, TapFingerMetric.MEAN::of),
                        byScheduler.mean(scheduler, TapFingerMetric.MEAN::of)));
            }
        }
    }

    /** Writes one row for each experiment, way to decide and other scheduler. */
    void write(Path file) throws IOException {
        new ResultTable<Row>()
                .column("experiment", row -> row.of.name())
                .column("agent", Row::agent)
                .column("scheduler", Row::scheduler)
                .column("scheduler_mean_jct", row -> row.mean.mean())
                .column("agent_less_scheduler", row -> row.difference.mean())
                .column("agent_less_scheduler_halfwidth", row -> row.difference.halfWidth())
                .column("agent_less_scheduler", "percent", Row::percent)
                .write(file, rows);
    }

    /** Returns a section of a document with a table for each way to decide; nothing if the agent was not run. */
    String markdown() {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("""

                ## The trained network beside the other schedulers

                Mean completion time of Virga's network less that of the scheduler in the head of the column, in timesteps,
                paired by seed, with 95 % confidence intervals, and in percent of the scheduler's. Below zero the network
                is faster.
                """);
        List<String> agents = rows.stream().map(Row::agent).distinct().toList();
        for (String agent : agents) {
            text.append("\n### ").append(agent).append("\n\n");
            List<Row> of = rows.stream().filter(row -> row.agent.equals(agent)).toList();
            List<String> schedulers = of.stream().map(Row::scheduler).distinct().toList();
            TapFingerMarkdown.head(text, "experiment", schedulers);
            of.stream().map(Row::of).distinct().forEach(experiment -> {
                List<String> cells = new ArrayList<>(List.of(experiment.name()));
                for (String scheduler : schedulers) {
                    cells.add(of.stream()
                            .filter(row -> row.of == experiment && row.scheduler.equals(scheduler))
                            .map(TapFingerAgentTable::cell)
                            .findAny()
                            .orElse(""));
                }
                TapFingerMarkdown.line(text, cells);
            });
        }
        return text.toString();
    }

    private static String cell(Row row) {
        return String.format(Locale.ROOT, "%s (%.1f %%)", TextTable.number(row.difference, 2), row.percent());
    }
}
