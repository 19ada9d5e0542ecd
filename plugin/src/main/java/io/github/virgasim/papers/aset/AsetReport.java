// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Shows how ASET's agents fare on each topology: tables on the terminal, CSV files, figures. */
final class AsetReport implements Findings {
    private static final String SHARE = "answered in time [% of the queries]";
    /** Length of a point in the figures over time [s]. */
    private static final double STRETCH = 60;

    private final List<AsetTrial> trials;
    private final List<RunSample> samples;
    /** In the order of trials and loads. */
    private final List<AsetOutcome> outcomes;

    /**
     * Sorts the runs.
     *
     * @param trials what was run
     * @param results all runs of the trials
     * @param samples runs that were watched
     */
    AsetReport(List<AsetTrial> trials, Results<AsetTrial.Key, AsetTrial.Run> results, List<RunSample> samples) {
        this.trials = trials;
        this.samples = samples;
        outcomes = trials.stream()
                .flatMap(trial -> trial.loads().stream().map(load -> new AsetOutcome(trial, load, results)))
                .toList();
    }

    @Override
    public String text() {
        TextTable steady = new TextTable(
                "scenario", "clients/min", "agent", "served %", "best static", "served %", "agent - best", "bound %");
        TextTable changing = new TextTable(
                "scenario",
                "load",
                "agent",
                "served %",
                "best static",
                "agent - best",
                "oracle %",
                "closed to oracle %",
                "bound %",
                "closed to bound %");
        for (AsetOutcome outcome : outcomes) {
            AsetTrial trial = outcome.trial();
            String best = outcome.bestStatic();
            for (String agent : trial.adaptive()) {
                String served = number(outcome.served(agent));
                String gain = TextTable.number(outcome.difference(agent, best), 2);
                if (outcome.isSteady()) {
                    steady.row(
                            trial.name(),
                            outcome.load(),
                            agent,
                            served,
                            best,
                            number(outcome.served(best)),
                            gain,
                            number(outcome.bounds()));
                } else {
                    changing.row(
                            trial.name(),
                            outcome.load(),
                            agent,
                            served,
                            best + " " + number(outcome.served(best)),
                            gain,
                            number(outcome.oracle()),
                            TextTable.number(outcome.closed(agent, outcome.oracle()), 1),
                            number(outcome.bounds()),
                            TextTable.number(outcome.closed(agent, outcome.bounds()), 1));
                }
            }
        }
        return steady + "\n" + changing + "\n" + whoPays()
                + "\nThe oracle takes the best static policy of each period in hindsight; no"
                + " policy can, because bindings outlast periods.\n";
    }

    /** Shows what each class gets under the best static policy and the agents, in the heaviest steady load and the changing one. */
    private String whoPays() {
        StringBuilder text = new StringBuilder();
        for (AsetTrial trial : trials) {
            int classes = trial.scenario().workload().classes().size();
            List<String> heads = new ArrayList<>(List.of("load", "policy", "Jain's index"));
            IntStream.range(0, classes).forEach(k -> heads.add(trial.className(k) + " %"));
            TextTable table = new TextTable(heads.toArray(String[]::new));
            List<String> steady = trial.steadyLoads();
            for (String load : List.of(steady.get(steady.size() - 1), AsetTrial.CHANGING)) {
                AsetOutcome outcome = outcome(trial, load);
                List<String> shown = new ArrayList<>(List.of(outcome.bestStatic()));
                shown.addAll(trial.adaptive());
                for (String policy : shown) {
                    List<String> cells =
                            new ArrayList<>(List.of(load, policy, TextTable.number(mean(outcome.fairness(policy)), 3)));
                    IntStream.range(0, classes)
                            .forEach(k -> cells.add(TextTable.number(outcome.classServed(policy, k), 1)));
                    table.row(cells.toArray(String[]::new));
                }
            }
            text.append(trial.name())
                    .append(", served by class\n")
                    .append(table)
                    .append("\n");
        }
        return text.toString();
    }

    private static double mean(double[] values) {
        return ConfidenceInterval.of(values).mean();
    }

    private static String number(double[] values) {
        return TextTable.number(ConfidenceInterval.of(values).mean(), 2);
    }

    @Override
    public List<RunSample> samples() {
        return samples;
    }

    @Override
    public void write(Path folder) throws IOException {
        AsetTables.runs(folder.resolve("runs.csv"), outcomes);
        AsetTables.classes(
                folder.resolve("classes.csv"),
                outcomes.stream()
                        .flatMap(outcome -> outcome.classShares().stream())
                        .toList());
        AsetTables.comparison(folder.resolve("comparison.csv"), outcomes);
        AsetTables.actions(folder.resolve("actions.csv"), outcomes);
        AsetTables.timeline(folder.resolve("timeline.csv"), outcomes, STRETCH);
        for (AsetTrial trial : trials) {
            AsetOutcome changing = outcome(trial, AsetTrial.CHANGING);
            AsetOutcome usual = outcome(trial, trial.usualLoad());
            List<AsetOutcome> steady = trial.steadyLoads().stream()
                    .map(load -> outcome(trial, load))
                    .toList();
            againstLambda(trial, steady).save(folder, trial.name() + "-lambda");
            bars(trial, changing).save(folder, trial.name() + "-changing");
            overTime(trial, usual).save(folder, trial.name() + "-timeline");
            List<Figure> panels = new ArrayList<>();
            for (String agent : trial.agents().keySet()) {
                panels.add(AsetTables.actionFigure(trial, usual, agent, STRETCH));
                panels.add(AsetTables.actionFigure(trial, changing, agent, STRETCH));
            }
            Figure.grid(panels, 2).save(folder, trial.name() + "-actions");
        }
    }

    private AsetOutcome outcome(AsetTrial trial, String load) {
        return outcomes.stream()
                .filter(outcome -> outcome.trial() == trial && outcome.load().equals(load))
                .findFirst()
                .orElseThrow();
    }

    private static Figure againstLambda(AsetTrial trial, List<AsetOutcome> steady) {
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        for (String policy : trial.policies()) {
            lines.put(
                    policy,
                    steady.stream()
                            .map(outcome -> ConfidenceInterval.of(outcome.served(policy)))
                            .toList());
        }
        List<ConfidenceInterval> bounds = steady.stream()
                .map(outcome -> ConfidenceInterval.of(outcome.bounds()))
                .toList();
        double[] lambdas =
                trial.lambdas().stream().mapToDouble(Double::doubleValue).toArray();
        return chart(trial.name()).addAll(lines).bound(bounds).lines("rate of arriving clients λ [1/min]", lambdas);
    }

    /** Shows the best static policy in hindsight, the agents, and what stands below and above them. */
    private static Figure bars(AsetTrial trial, AsetOutcome changing) {
        List<String> shown = new ArrayList<>(List.of(AsetActions.RANDOM_ACTION, changing.bestStatic()));
        shown.addAll(trial.adaptive());
        Chart chart = chart(trial.name() + " – changing load");
        shown.forEach(policy -> chart.add(policy, List.of(ConfidenceInterval.of(changing.served(policy)))));
        return chart.add(AsetOutcome.ORACLE, List.of(ConfidenceInterval.of(changing.oracle())))
                .bound(List.of(ConfidenceInterval.of(changing.bounds())))
                .bars();
    }

    private static Chart chart(String title) {
        return new Chart(title, SHARE, 100).regulars(StaticPolicies.names());
    }

    private static Figure overTime(AsetTrial trial, AsetOutcome usual) {
        int points = (int) Math.ceil(trial.scenario().settings().duration() / STRETCH);
        double[] minutes = new double[points];
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        for (String policy : trial.policies()) {
            List<ConfidenceInterval> line = new ArrayList<>();
            for (int i = 0; i < points; i++) {
                minutes[i] = i * STRETCH / 60;
                line.add(ConfidenceInterval.of(usual.served(policy, i * STRETCH, (i + 1) * STRETCH)));
            }
            lines.put(policy, line);
        }
        return chart(String.format(Locale.ROOT, "%s – λ = %s/min", trial.name(), usual.load()))
                .addAll(lines)
                .lines("time [min]", minutes);
    }
}
