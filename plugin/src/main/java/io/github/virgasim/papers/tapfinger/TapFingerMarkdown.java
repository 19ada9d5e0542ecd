// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of TapFinger's experiments as a Markdown document. */
final class TapFingerMarkdown {
    private final Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes;
    private final TapFingerPublished published;

    /**
     * Makes a document.
     *
     * @param episodes by experiment and scheduler
     * @param published results to stand beside them
     */
    TapFingerMarkdown(
            Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes, TapFingerPublished published) {
        this.episodes = episodes;
        this.published = published;
    }

    /** Returns the document. */
    String text() {
        StringBuilder text = new StringBuilder("# TapFinger's experiments\n\n");
        int seeds = episodes.values().iterator().next().seeds();
        text.append(
                String.format(Locale.ROOT, """
                Completion times (JCT) are in timesteps from arrival, waiting included; accumulation is the number of
                tasks alive at the end of a timestep. Measured values are means over %d seeds%s.
                """, seeds, seeds > 1 ? " with 95 % confidence intervals (Student t)" : ""));
        text.append("""
                Published values (TapFinger, Li et al.) are of one run each; they stand after the slash. Measured
                quantiles are whole timesteps, published ones may lie between two.
                """);
        episodes.keySet().forEach(of -> results(text, of));
        text.append(new TapFingerAgentTable(episodes).markdown());
        if (!simulated().isEmpty()) {
            improvements(text);
        }
        return text.toString();
    }

    private void results(StringBuilder text, TapFingerExperiments.Case of) {
        text.append("\n## ").append(of.name()).append("\n\n");
        if (!of.isPublishedFromSimulation()) {
            text.append("""
                    The published values are of real containers under schedulers that do not preempt; time there went on
                    by about 6.7 s per timestep. They stand here for orientation and are not compared.

                    """);
        }
        List<String> head = new ArrayList<>(List.of("scheduler"));
        for (TapFingerMetric metric : TapFingerMetric.values()) {
            head.add(metric.title());
        }
        head(text, head);
        episodes.get(of).forEach((name, measured) -> {
            List<String> row = new ArrayList<>(List.of(name));
            String publishedAs = TapFingerPublished.nameOf(of, name).orElse("");
            for (TapFingerMetric metric : TapFingerMetric.values()) {
                String cell = TextTable.number(metric.over(measured), metric.decimals());
                double beside = published.value(of, publishedAs, metric);
                row.add(Double.isNaN(beside) ? cell : cell + " / " + TextTable.number(beside, metric.decimals()));
            }
            line(text, row);
        });
        for (String name : published.others(of)) {
            List<String> row = new ArrayList<>(List.of(name + " (published only)"));
            for (TapFingerMetric metric : TapFingerMetric.values()) {
                row.add("/ " + TextTable.number(published.value(of, name, metric), metric.decimals()));
            }
            line(text, row);
        }
    }

    private List<TapFingerExperiments.Case> simulated() {
        return episodes.keySet().stream()
                .filter(TapFingerExperiments.Case::isPublishedFromSimulation)
                .toList();
    }

    private void improvements(StringBuilder text) {
        text.append("""

                ## How much shorter TapFinger's mean completion time is

                In percent of the mean completion time of the scheduler in the head of the column; a negative number says
                that TapFinger takes longer. TapFinger is its one published run in every column. *Published* schedulers
                are of one run each as well, under other random numbers; *measured* ones are means over the seeds above,
                and in brackets stand the percentages at both ends of their intervals. *optimus-as-published* fits its
                speed model with CPUs and GPUs swapped, as the published runs did, and has in the traced experiments the
                models used there, which were fitted to the synthetic tasks; *optimus-axes-fixed* has the axes in order
                and is fitted to the tasks that it schedules; *optimus* moreover lets the parameters have any sign and is
                fitted to the mean speed of whole tasks, without noise.

                """);
        boolean isFirst = true;
        for (TapFingerExperiments.Case of : simulated()) {
            List<TapFingerComparison> all = TapFingerComparison.all(of, published, episodes.get(of));
            if (isFirst) {
                List<String> head = new ArrayList<>(List.of("experiment"));
                all.forEach(comparison -> head.add(comparison.title()));
                head(text, head);
                isFirst = false;
            }
            List<String> row = new ArrayList<>(List.of(of.name()));
            all.forEach(comparison -> row.add(cell(comparison)));
            line(text, row);
        }
    }

    private static String cell(TapFingerComparison comparison) {
        String percent = TextTable.number(comparison.percent(), 1);
        return Double.isNaN(comparison.low())
                ? percent
                : String.format(
                        Locale.ROOT,
                        "%s (%s, %s)",
                        percent,
                        TextTable.number(comparison.low(), 1),
                        TextTable.number(comparison.high(), 1));
    }

    /** Adds the head of a table. */
    static void head(StringBuilder text, String first, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(others);
        head(text, cells);
    }

    private static void head(StringBuilder text, List<String> cells) {
        line(text, cells);
        line(text, Collections.nCopies(cells.size(), "---"));
    }

    static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
