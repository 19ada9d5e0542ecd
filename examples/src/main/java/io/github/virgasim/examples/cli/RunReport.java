// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.ServingTables;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows an experiment on the terminal, in tables and in the four panels of ASET's Fig. 6. */
final class RunReport {
    private static final String SHARE = "share of the queries [%]";

    private final Experiment experiment;
    private final Experiment.Results results;
    private final List<RunSummary> runs;

    RunReport(Experiment experiment, Experiment.Results results) {
        this.experiment = experiment;
        this.results = results;
        runs = results.runs().stream().map(ServingRun::summary).toList();
    }

    /** Returns the tables for the terminal: outcomes, then latencies. */
    String text() {
        TextTable outcomes =
                new TextTable("policy", "served %", "late %", "rejected %", "utilisation %", "energy J/query");
        TextTable latencies = new TextTable("policy", "mean ms", "p50 ms", "p95 ms", "p99 ms");
        for (String policy : experiment.policies()) {
            outcomes.row(
                    policy,
                    TextTable.number(interval(policy, run -> 100 * run.servedShare()), 2),
                    TextTable.number(interval(policy, run -> 100 * run.lateShare()), 2),
                    TextTable.number(interval(policy, run -> 100 * run.rejectedShare()), 2),
                    TextTable.number(interval(policy, run -> 100 * run.utilization()), 2),
                    TextTable.number(interval(policy, RunSummary::energyPerQuery), 2));
            latencies.row(
                    policy,
                    TextTable.number(interval(policy, run -> 1000 * run.meanLatency()), 1),
                    TextTable.number(interval(policy, run -> 1000 * run.medianLatency()), 1),
                    TextTable.number(interval(policy, run -> 1000 * run.p95Latency()), 1),
                    TextTable.number(interval(policy, run -> 1000 * run.p99Latency()), 1));
        }
        outcomes.row(Figure.UPPER_BOUND, TextTable.number(upperBound(runs), 2), "", "", "", "");
        return outcomes + "\n" + latencies;
    }

    private ConfidenceInterval interval(String policy, ToDoubleFunction<RunSummary> value) {
        return interval(runs, policy, value);
    }

    private static ConfidenceInterval interval(
            List<RunSummary> runs, String policy, ToDoubleFunction<RunSummary> value) {
        return ConfidenceInterval.of(runs.stream()
                .filter(run -> run.policy().equals(policy))
                .mapToDouble(value)
                .toArray());
    }

    private ConfidenceInterval upperBound(List<RunSummary> of) {
        return interval(of, experiment.policies().get(0), run -> 100 * results.upperBound(run));
    }

    /** Writes all files but provenance.yaml. */
    void write(Path folder) throws IOException {
        ServingTables.summary(folder.resolve("summary.csv"), runs, results::upperBound);
        ServingTables.timeline(folder.resolve("timeline.csv"), results.runs());
        ServingTables.latency(folder.resolve("latency.csv"), results.runs());
        ServingTables.classes(folder.resolve("classes.csv"), results.runs());
        ServingTables.energy(folder.resolve("energy.csv"), results.runs());
        Map<String, Figure> panels = new LinkedHashMap<>();
        String where = " – %s, λ = %s/min"
                .formatted(
                        experiment.scenario().name(),
                        RunCommand.plain(runs.get(0).lambda()));
        panels.put("a", bars("(a) answered in time" + where, RunSummary::servedShare, true));
        if (!experiment.lambdas().isEmpty()) {
            ServingTables.summary(folder.resolve("lambda.csv"), results.summaries(), results::upperBound);
            panels.put("b", againstLambda());
        }
        panels.put("c", bars("(c) answered late (QoS violation)" + where, RunSummary::lateShare, false));
        panels.put("d", bars("(d) rejected" + where, RunSummary::rejectedShare, false));
        for (Map.Entry<String, Figure> panel : panels.entrySet()) {
            panel.getValue().save(folder, "figure6" + panel.getKey());
        }
        Figure.grid(List.copyOf(panels.values()), 2).save(folder, "figure6");
    }

    private Figure bars(String title, ToDoubleFunction<RunSummary> share, boolean bounded) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        for (String policy : experiment.policies()) {
            bars.put(policy, interval(policy, run -> 100 * share.applyAsDouble(run)));
        }
        if (bounded) {
            bars.put(Figure.UPPER_BOUND, upperBound(runs));
        }
        return Figure.bars(title, SHARE, 100, bars);
    }

    private Figure againstLambda() {
        double[] lambdas = results.summaries().stream()
                .mapToDouble(RunSummary::lambda)
                .distinct()
                .toArray();
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        for (double lambda : lambdas) {
            List<RunSummary> there = results.summaries().stream()
                    .filter(run -> run.lambda() == lambda)
                    .toList();
            for (String policy : experiment.policies()) {
                add(lines, policy, interval(there, policy, run -> 100 * run.servedShare()));
            }
            add(lines, Figure.UPPER_BOUND, upperBound(there));
        }
        return Figure.lines(
                "(b) answered in time – " + experiment.scenario().name(),
                "rate of arriving clients λ [1/min]",
                SHARE,
                100,
                lambdas,
                lines);
    }

    private static void add(Map<String, List<ConfidenceInterval>> lines, String name, ConfidenceInterval value) {
        lines.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}
