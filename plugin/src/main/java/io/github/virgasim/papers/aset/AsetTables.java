// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The CSV files of ASET's trials, and what its agents do over time. */
final class AsetTables {
    /** What any agent may choose. */
    static final List<String> ACTIONS = AsetActions.names(SystemState.ASET_PRICED);

    private AsetTables() {}

    private record RunRow(AsetOutcome outcome, AsetTrial.Run run, double bound) {
        RunSummary summary() {
            return run.summary();
        }
    }

    /** Writes one row for each run. */
    static void runs(Path file, List<AsetOutcome> outcomes) throws IOException {
        List<RunRow> rows = new ArrayList<>();
        for (AsetOutcome outcome : outcomes) {
            double[] bounds = outcome.bounds();
            for (String policy : outcome.trial().policies()) {
                List<AsetTrial.Run> runs = outcome.runs(policy);
                for (int i = 0; i < runs.size(); i++) {
                    rows.add(new RunRow(outcome, runs.get(i), bounds[i]));
                }
            }
        }
        new ResultTable<RunRow>()
                .column("scenario", row -> row.outcome.trial().name())
                .column("load", row -> row.outcome.load())
                .column("policy", row -> row.run.key().policy())
                .column("seed", row -> row.summary().seed())
                .column("offered", row -> row.summary().offered())
                .column("served", row -> row.summary().served())
                .column("late", row -> row.summary().late())
                .column("rejected", row -> row.summary().rejected())
                .column("served", "percent", row -> row.run.servedPercent())
                .column("late", "percent", row -> 100 * row.summary().lateShare())
                .column("rejected", "percent", row -> 100 * row.summary().rejectedShare())
                .column("fairness", row -> row.run.fairness())
                .column("upper-bound", "percent", RunRow::bound)
                .write(file, rows);
    }

    private record Compared(AsetOutcome outcome, String agent, String best) {
        ConfidenceInterval difference() {
            return outcome.difference(agent, best);
        }

        double served(String policy) {
            return mean(outcome.served(policy));
        }

        double mixture() {
            return outcome.trial().policies().contains(AsetMixture.NAME) ? served(AsetMixture.NAME) : Double.NaN;
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Writes one row for each agent and load: the agent beside the best static policy and the bounds. */
    static void comparison(Path file, List<AsetOutcome> outcomes) throws IOException {
        List<Compared> rows = new ArrayList<>();
        for (AsetOutcome outcome : outcomes) {
            outcome.trial().adaptive().forEach(agent -> rows.add(new Compared(outcome, agent, outcome.bestStatic())));
        }
        new ResultTable<Compared>()
                .column("scenario", row -> row.outcome.trial().name())
                .column("load", row -> row.outcome.load())
                .column("agent", Compared::agent)
                .column("served", "percent", row -> row.served(row.agent))
                .column("best_static", Compared::best)
                .column("best_static", "percent", row -> row.served(row.best))
                .column("difference", "points", row -> row.difference().mean())
                .column(
                        "difference_halfwidth",
                        "points",
                        row -> row.difference().halfWidth())
                .column("random-action", "percent", row -> row.served(AsetActions.RANDOM_ACTION))
                .column(AsetMixture.NAME, "percent", row -> row.mixture())
                .column("fairness", row -> mean(row.outcome.fairness(row.agent)))
                .column("best_static_fairness", row -> mean(row.outcome.fairness(row.best)))
                .column("oracle", "percent", row -> mean(row.outcome.oracle()))
                .column("closed_to_oracle", "percent", row -> row.outcome.closed(row.agent, row.outcome.oracle()))
                .column("upper-bound", "percent", row -> mean(row.outcome.bounds()))
                .column("closed_to_upper-bound", "percent", row -> row.outcome.closed(row.agent, row.outcome.bounds()))
                .write(file, rows);
    }

    /**
     * What a run has served of a class.
     *
     * @param served share of the class's queries [%]; NaN if it sent none
     */
    record ClassShare(String scenario, String load, String policy, long seed, String streamClass, double served) {}

    /** Writes one row for each run and class, by which it is seen who pays for a gain. */
    static void classes(Path file, List<ClassShare> rows) throws IOException {
        new ResultTable<ClassShare>()
                .column("scenario", ClassShare::scenario)
                .column("load", ClassShare::load)
                .column("policy", ClassShare::policy)
                .column("seed", ClassShare::seed)
                .column("class", ClassShare::streamClass)
                .column("served", "percent", ClassShare::served)
                .write(file, rows);
    }

    private record Choices(AsetOutcome outcome, String agent, double start, double[] shares) {}

    /** Writes for each period of each agent the share of the seeds under which it takes each action. */
    static void actions(Path file, List<AsetOutcome> outcomes) throws IOException {
        List<Choices> rows = new ArrayList<>();
        for (AsetOutcome outcome : outcomes) {
            AsetTrial trial = outcome.trial();
            for (String agent : trial.agents().keySet()) {
                for (int period = 0; period < periods(trial, agent); period++) {
                    double start = period * trial.agents().get(agent).period();
                    rows.add(new Choices(outcome, agent, start, outcome.actionShares(agent, period, period + 1)));
                }
            }
        }
        ResultTable<Choices> table = new ResultTable<Choices>()
                .column("scenario", row -> row.outcome.trial().name())
                .column("load", row -> row.outcome.load())
                .column("agent", Choices::agent)
                .column("start", "s", Choices::start);
        for (int action = 0; action < ACTIONS.size(); action++) {
            int index = action;
            table.column(ACTIONS.get(action), "percent", row -> row.shares[index]);
        }
        table.write(file, rows);
    }

    private static int periods(AsetTrial trial, String agent) {
        return (int) Math.ceil(trial.scenario().settings().duration()
                / trial.agents().get(agent).period());
    }

    private record Stretch(AsetOutcome outcome, String policy, double from, double to) {}

    /** Writes the served shares over time, over all seeds together. */
    static void timeline(Path file, List<AsetOutcome> outcomes, double stretch) throws IOException {
        List<Stretch> rows = new ArrayList<>();
        for (AsetOutcome outcome : outcomes) {
            for (String policy : outcome.trial().policies()) {
                double end = outcome.trial().scenario().settings().duration();
                for (double from = 0; from < end; from += stretch) {
                    rows.add(new Stretch(outcome, policy, from, from + stretch));
                }
            }
        }
        new ResultTable<Stretch>()
                .column("scenario", row -> row.outcome.trial().name())
                .column("load", row -> row.outcome.load())
                .column("policy", Stretch::policy)
                .column("start", "s", Stretch::from)
                .column("served", "percent", row -> row.outcome.served(row.policy, row.from, row.to))
                .write(file, rows);
    }

    /** Draws for each action its share of an agent's choices, over time in stretches [s]. */
    static Figure actionFigure(AsetTrial trial, AsetOutcome outcome, String agent, double stretch) {
        double period = trial.agents().get(agent).period();
        int width = (int) Math.max(1, Math.round(stretch / period));
        int points = (periods(trial, agent) + width - 1) / width;
        double[] minutes = new double[points];
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        List<String> actions = AsetActions.names(trial.agents().get(agent).state());
        actions.forEach(action -> lines.put(action, new ArrayList<>()));
        for (int point = 0; point < points; point++) {
            minutes[point] = point * width * period / 60;
            double[] shares = outcome.actionShares(agent, point * width, (point + 1) * width);
            for (int action = 0; action < actions.size(); action++) {
                lines.get(actions.get(action)).add(ConfidenceInterval.of(shares[action]));
            }
        }
        String load = outcome.load().equals(AsetTrial.CHANGING) ? "changing load" : "λ = " + outcome.load() + "/min";
        return new Chart(String.format(Locale.ROOT, "%s – %s", agent, load), "taken [% of the choices]", 100)
                .regulars(StaticPolicies.names())
                .addAll(lines)
                .lines("time [min]", minutes);
    }
}
