// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows how ASET's direct agents fare beside what they must beat: a table for each topology, and a CSV file of all runs. */
final class DirectReport implements Findings {
    private final List<DirectTrial> trials;
    private final List<String> agents;
    private final Results<DirectTrial.Key, DirectTrial.Run> results;

    /**
     * Makes a report.
     *
     * @param trials what was run
     * @param agents names of the direct agents, the one that others are compared with first
     * @param results all runs of the trials
     */
    DirectReport(List<DirectTrial> trials, List<String> agents, Results<DirectTrial.Key, DirectTrial.Run> results) {
        this.trials = trials;
        this.agents = List.copyOf(agents);
        this.results = results;
    }

    /** The runs of one load on one topology. */
    private final class Cell {
        private final DirectTrial trial;
        private final String load;
        private final String start;
        private final double[] bounds;

        Cell(DirectTrial trial, String load) {
            this.trial = trial;
            this.load = load;
            start = DirectTrial.STATIC.stream()
                    .max(Comparator.comparingDouble(policy -> mean(served(policy))))
                    .orElseThrow();
            bounds = values(DirectTrial.STATIC.get(0), DirectTrial.Run::bound);
        }

        private double[] values(String policy, ToDoubleFunction<DirectTrial.Run> value) {
            return results.of(new DirectTrial.Key(trial, load, policy)).stream()
                    .mapToDouble(value)
                    .toArray();
        }

        private double[] served(String policy) {
            return values(policy, DirectTrial.Run::served);
        }

        /** Returns the policies that are shown: of the static ones the best only. */
        private List<String> shown() {
            return trial.policies().stream()
                    .filter(policy -> !DirectTrial.STATIC.contains(policy) || policy.equals(start))
                    .toList();
        }

        private List<String> row(String policy) {
            double[] served = served(policy);
            double gap = ConfidenceInterval.ofDifferences(bounds, served(start)).mean();
            double gain =
                    ConfidenceInterval.ofDifferences(served, served(start)).mean();
            List<String> cells = new ArrayList<>(List.of(
                    load,
                    policy,
                    TextTable.number(ConfidenceInterval.of(served), 2),
                    TextTable.number(mean(values(policy, DirectTrial.Run::late)), 2)));
            compared(trial)
                    .forEach(agent -> cells.add(
                            policy.equals(agent)
                                    ? ""
                                    : TextTable.number(ConfidenceInterval.ofDifferences(served(agent), served), 2)));
            cells.add(policy.equals(start) ? "" : TextTable.number(100 * gain / gap, 0));
            IntStream.range(0, classes(trial))
                    .forEach(k -> cells.add(TextTable.number(
                            AsetTrial.meanShare(Arrays.stream(values(policy, run -> run.classShares()[k]))), 1)));
            cells.add(TextTable.number(mean(values(policy, run -> AsetTrial.fairness(run.classShares()))), 3));
            return cells;
        }

        private List<String> bound() {
            List<String> cells =
                    new ArrayList<>(List.of(load, "upper bound", TextTable.number(ConfidenceInterval.of(bounds), 2)));
            IntStream.range(0, 3 + compared(trial).size() + classes(trial)).forEach(i -> cells.add(""));
            return cells;
        }
    }

    private static double mean(double[] values) {
        return ConfidenceInterval.of(values).mean();
    }

    /** Returns the agents that others are compared with: the first one, without preemption and with it. */
    private List<String> compared(DirectTrial trial) {
        return trial.policies().stream()
                .filter(policy -> policy.equals(agents.get(0)) || policy.equals(agents.get(0) + DirectTrial.PREEMPTING))
                .toList();
    }

    private static int classes(DirectTrial trial) {
        return trial.scenario().workload().classes().size();
    }

    private TextTable table(DirectTrial trial) {
        List<String> heads = new ArrayList<>(List.of("load", "policy", "served %", "late %"));
        compared(trial).forEach(agent -> heads.add(agent + " less policy"));
        heads.add("closed to bound %");
        trial.scenario().workload().classes().forEach(streamClass -> heads.add(streamClass.name() + " %"));
        heads.add("Jain's index");
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (String load : trial.loads()) {
            Cell cell = new Cell(trial, load);
            cell.shown().forEach(policy -> table.row(cell.row(policy).toArray(String[]::new)));
            table.row(cell.bound().toArray(String[]::new));
        }
        return table;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        trials.forEach(trial ->
                text.append(trial.name()).append("\n").append(table(trial)).append("\n"));
        return text.toString();
    }

    @Override
    public void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        trials.forEach(trial -> text.append("**")
                .append(trial.name())
                .append("**\n\n")
                .append(table(trial).markdown())
                .append("\n"));
        Files.writeString(folder.resolve("direct.md"), text);
        new ResultTable<DirectTrial.Run>()
                .column("scenario", run -> run.key().trial().name())
                .column("load", run -> run.key().load())
                .column("policy", run -> run.key().policy())
                .column("seed", DirectTrial.Run::seed)
                .column("served", "percent", DirectTrial.Run::served)
                .column("late", "percent", DirectTrial.Run::late)
                .column("fairness", run -> AsetTrial.fairness(run.classShares()))
                .column("upper-bound", "percent", DirectTrial.Run::bound)
                .write(folder.resolve("runs.csv"), results.all());
        AsetTables.classes(
                folder.resolve("classes.csv"),
                results.all().stream().flatMap(DirectReport::classShares).toList());
    }

    private static Stream<AsetTables.ClassShare> classShares(DirectTrial.Run run) {
        DirectTrial trial = run.key().trial();
        return IntStream.range(0, run.classShares().length)
                .mapToObj(k -> new AsetTables.ClassShare(
                        trial.name(),
                        run.key().load(),
                        run.key().policy(),
                        run.seed(),
                        trial.scenario().workload().classes().get(k).name(),
                        run.classShares()[k]));
    }
}
