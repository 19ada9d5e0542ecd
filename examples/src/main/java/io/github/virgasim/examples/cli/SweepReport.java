// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.PairedDifferences;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows an experiment on the terminal, in tables and in the four panels of ASET's Fig. 6. */
final class SweepReport implements Findings {
    private static final String SHARE = "share of the queries [%]";

    /** The outcomes in which policies are compared; the best policy is the one with the most of the first. */
    private enum Outcome {
        SERVED(RunSummary::servedShare),
        LATE(RunSummary::lateShare),
        REJECTED(RunSummary::rejectedShare);

        private final ToDoubleFunction<RunSummary> share;

        Outcome(ToDoubleFunction<RunSummary> share) {
            this.share = share;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ServingSweep experiment;
    private final ServingSweep.Summaries results;
    private final List<String> policies;
    private final List<RunSummary> runs;

    SweepReport(ServingSweep experiment, ServingSweep.Summaries results) {
        this.experiment = experiment;
        this.results = results;
        policies = List.copyOf(experiment.policies().keySet());
        runs = results.own();
    }

    /** Returns outcomes, differences to the best policy, latencies. */
    @Override
    public String text() {
        TextTable outcomes =
                new TextTable("policy", "served %", "late %", "rejected %", "utilisation %", "energy J/query");
        TextTable latencies = new TextTable("policy", "mean ms", "p50 ms", "p95 ms", "p99 ms");
        for (String policy : policies) {
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
        return outcomes + differencesText() + "\n" + latencies + sweepText() + networkText();
    }

    private String differencesText() {
        if (policies.size() == 1) {
            return "";
        }
        Map<Outcome, PairedDifferences> all = differences();
        PairedDifferences served = all.get(Outcome.SERVED);
        TextTable table = new TextTable("less " + served.best(), "served, points", "late, points", "rejected, points");
        for (String policy : served.differences().keySet()) {
            table.row(
                    policy,
                    difference(all, Outcome.SERVED, policy),
                    difference(all, Outcome.LATE, policy),
                    difference(all, Outcome.REJECTED, policy));
        }
        return String.format(
                Locale.ROOT,
                "\nDifferences to %s, which serves the most under these seeds; paired by seed%s.\n%s",
                served.best(),
                experiment.seeds().size() > 1 ? ", with 95 % confidence intervals" : "",
                table);
    }

    private static String difference(Map<Outcome, PairedDifferences> all, Outcome outcome, String policy) {
        return TextTable.number(all.get(outcome).differences().get(policy), 2);
    }

    /** Returns the differences in percentage points, all to the policy that serves the most. */
    private Map<Outcome, PairedDifferences> differences() {
        String best = PairedDifferences.of(values(Outcome.SERVED), true).best();
        Map<Outcome, PairedDifferences> differences = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            differences.put(outcome, PairedDifferences.to(best, values(outcome)));
        }
        return differences;
    }

    private Map<String, double[]> values(Outcome outcome) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String policy : policies) {
            values.put(policy, values(runs, policy, run -> 100 * outcome.share.applyAsDouble(run)));
        }
        return values;
    }

    private String sweepText() {
        return !experiment.sweeps()
                        || experiment.sweepSeeds() == experiment.seeds().size()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "\nFigure 6 (b) and lambda.csv are of the first %d of the %d seeds.\n",
                        experiment.sweepSeeds(),
                        experiment.seeds().size());
    }

    private String networkText() {
        return experiment
                .network()
                .map(name -> String.format(Locale.ROOT, "\nNetwork of %s: %s\n", policies.get(0), name))
                .orElse("");
    }

    private ConfidenceInterval interval(String policy, ToDoubleFunction<RunSummary> value) {
        return interval(runs, policy, value);
    }

    private static ConfidenceInterval interval(
            List<RunSummary> runs, String policy, ToDoubleFunction<RunSummary> value) {
        return ConfidenceInterval.of(values(runs, policy, value));
    }

    private static double[] values(List<RunSummary> runs, String policy, ToDoubleFunction<RunSummary> value) {
        return runs.stream()
                .filter(run -> run.policy().equals(policy))
                .mapToDouble(value)
                .toArray();
    }

    private ConfidenceInterval upperBound(List<RunSummary> of) {
        return interval(of, policies.get(0), run -> 100 * results.upperBound(run));
    }

    @Override
    public List<RunSample> samples() {
        return results.samples();
    }

    /** Writes what is not written run by run: differences and figures. */
    @Override
    public void write(Path folder) throws IOException {
        if (policies.size() > 1) {
            writeDifferences(folder.resolve("differences.csv"));
        }
        if (experiment.figures()) {
            writeFigures(folder);
        }
    }

    private void writeFigures(Path folder) throws IOException {
        Map<String, Figure> panels = new LinkedHashMap<>();
        String where = String.format(
                Locale.ROOT,
                " – %s, λ = %s/min",
                experiment.scenario().name(),
                CommandText.plain(runs.get(0).lambda()));
        panels.put("a", bars("(a) answered in time" + where, RunSummary::servedShare, true));
        if (experiment.sweeps()) {
            panels.put("b", againstLambda());
        }
        panels.put("c", bars("(c) answered late (QoS violation)" + where, RunSummary::lateShare, false));
        panels.put("d", bars("(d) rejected" + where, RunSummary::rejectedShare, false));
        for (Map.Entry<String, Figure> panel : panels.entrySet()) {
            panel.getValue().save(folder, "figure6" + panel.getKey());
        }
        Figure.grid(List.copyOf(panels.values()), 2).save(folder, "figure6");
    }

    private void writeDifferences(Path file) throws IOException {
        Map<Outcome, PairedDifferences> all = differences();
        PairedDifferences served = all.get(Outcome.SERVED);
        ResultTable<String> table = new ResultTable<String>()
                .column("policy", policy -> policy)
                .column("best_policy", policy -> served.best())
                .column("runs", policy -> experiment.seeds().size());
        all.forEach((outcome, differences) -> {
            String name = outcome.label() + "_difference";
            table.column(
                    name,
                    "points",
                    policy -> differences.differences().get(policy).mean());
            table.column(
                    name + "_halfwidth",
                    "points",
                    policy -> differences.differences().get(policy).halfWidth());
        });
        table.write(file, served.differences().keySet());
    }

    private Figure bars(String title, ToDoubleFunction<RunSummary> share, boolean bounded) {
        Chart chart = new Chart(title, SHARE, 100).regulars(StaticPolicies.names());
        for (String policy : policies) {
            chart.add(policy, List.of(interval(policy, run -> 100 * share.applyAsDouble(run))));
        }
        if (bounded) {
            chart.bound(List.of(upperBound(runs)));
        }
        return chart.bars();
    }

    private Figure againstLambda() {
        double[] lambdas = results.swept().stream()
                .mapToDouble(RunSummary::lambda)
                .distinct()
                .toArray();
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        List<ConfidenceInterval> bounds = new ArrayList<>();
        for (double lambda : lambdas) {
            List<RunSummary> there = results.swept().stream()
                    .filter(run -> run.lambda() == lambda)
                    .toList();
            for (String policy : policies) {
                lines.computeIfAbsent(policy, key -> new ArrayList<>())
                        .add(interval(there, policy, run -> 100 * run.servedShare()));
            }
            bounds.add(upperBound(there));
        }
        int seeds = experiment.seeds().size();
        String ofSeeds = experiment.sweepSeeds() < seeds
                ? String.format(Locale.ROOT, ", %d of %d seeds", experiment.sweepSeeds(), seeds)
                : "";
        return new Chart("(b) answered in time – " + experiment.scenario().name() + ofSeeds, SHARE, 100)
                .regulars(StaticPolicies.names())
                .addAll(lines)
                .bound(bounds)
                .lines("rate of arriving clients λ [1/min]", lambdas);
    }
}
