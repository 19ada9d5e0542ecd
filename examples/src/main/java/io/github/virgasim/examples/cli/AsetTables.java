// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.papers.aset.AsetActions;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CSV files of ASET's trials, and what its agents do over time. */
final class AsetTables {
    /** What any agent may choose. */
    static final List<String> ACTIONS = AsetActions.names(SystemState.ASET_PRICED);

    private AsetTables() {}

    /** Does something for each load of each trial. */
    private interface Writing {
        void write(ResultWriter writer, AsetTrial trial, AsetOutcome outcome) throws IOException;
    }

    private static void write(Path file, Map<AsetTrial, List<AsetOutcome>> outcomes, List<String> columns, Writing rows)
            throws IOException {
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (Map.Entry<AsetTrial, List<AsetOutcome>> entry : outcomes.entrySet()) {
                for (AsetOutcome outcome : entry.getValue()) {
                    rows.write(writer, entry.getKey(), outcome);
                }
            }
        }
    }

    /** Writes one row for each run. */
    static void runs(Path file, Map<AsetTrial, List<AsetOutcome>> outcomes) throws IOException {
        List<String> columns = List.of(
                "scenario",
                "load",
                "policy",
                "seed",
                "offered",
                "served",
                "late",
                "rejected",
                "served_percent",
                "late_percent",
                "rejected_percent",
                "upper-bound_percent");
        write(file, outcomes, columns, (writer, trial, outcome) -> {
            double[] bounds = outcome.bounds();
            for (AsetTrial.Run run : outcome.runs()) {
                RunSummary summary = run.summary();
                writer.row(
                        trial.name(),
                        run.load(),
                        run.policy(),
                        summary.seed(),
                        summary.offered(),
                        summary.served(),
                        summary.late(),
                        summary.rejected(),
                        run.servedPercent(),
                        100 * summary.lateShare(),
                        100 * summary.rejectedShare(),
                        bounds[trial.seeds().indexOf(summary.seed())]);
            }
        });
    }

    /** Writes one row for each agent and load: the agent beside the best static policy and the bounds. */
    static void comparison(Path file, Map<AsetTrial, List<AsetOutcome>> outcomes) throws IOException {
        List<String> columns = List.of(
                "scenario",
                "load",
                "agent",
                "served_percent",
                "best_static",
                "best_static_percent",
                "difference_points",
                "difference_halfwidth_points",
                "random-action_percent",
                "oracle_percent",
                "closed_to_oracle_percent",
                "upper-bound_percent",
                "closed_to_upper-bound_percent");
        write(file, outcomes, columns, (writer, trial, outcome) -> {
            String best = outcome.bestStatic();
            for (String agent : trial.adaptive()) {
                ConfidenceInterval difference = outcome.difference(agent, best);
                writer.row(
                        trial.name(),
                        outcome.load(),
                        agent,
                        mean(outcome.served(agent)),
                        best,
                        mean(outcome.served(best)),
                        difference.mean(),
                        difference.halfWidth(),
                        mean(outcome.served(AsetActions.RANDOM_ACTION)),
                        mean(outcome.oracle()),
                        outcome.closed(agent, outcome.oracle()),
                        mean(outcome.bounds()),
                        outcome.closed(agent, outcome.bounds()));
            }
        });
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Writes for each period of each agent the share of the seeds under which it takes each action. */
    static void actions(Path file, Map<AsetTrial, List<AsetOutcome>> outcomes) throws IOException {
        List<String> columns = new ArrayList<>(List.of("scenario", "load", "agent", "start_s"));
        ACTIONS.forEach(action -> columns.add(action + "_percent"));
        write(file, outcomes, columns, (writer, trial, outcome) -> {
            for (String agent : trial.agents().keySet()) {
                for (int period = 0; period < periods(trial, agent); period++) {
                    List<Object> row = new ArrayList<>(List.of(
                            trial.name(),
                            outcome.load(),
                            agent,
                            period * trial.agents().get(agent).period()));
                    Arrays.stream(outcome.actionShares(agent, period, period + 1))
                            .forEach(row::add);
                    writer.row(row.toArray());
                }
            }
        });
    }

    private static int periods(AsetTrial trial, String agent) {
        return (int) Math.ceil(trial.scenario().settings().duration()
                / trial.agents().get(agent).period());
    }

    /** Writes the served shares over time, over all seeds together. */
    static void timeline(Path file, Map<AsetTrial, List<AsetOutcome>> outcomes, double stretch) throws IOException {
        List<String> columns = List.of("scenario", "load", "policy", "start_s", "served_percent");
        write(file, outcomes, columns, (writer, trial, outcome) -> {
            for (String policy : trial.policies()) {
                for (double from = 0; from < trial.scenario().settings().duration(); from += stretch) {
                    double served = outcome.served(policy, from, from + stretch);
                    writer.row(trial.name(), outcome.load(), policy, from, served);
                }
            }
        });
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
        return Figure.lines(
                "%s – %s".formatted(agent, load), "time [min]", "taken [% of the choices]", 100, minutes, lines);
    }
}
