// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables of ECSRL's results. */
final class EcsrlTables {
    private final ServingScenario scenario;
    private final Results<EcsrlMeasurement.Key, EcsrlMeasurement> results;
    private final List<EcsrlMatrices> matrices;

    EcsrlTables(
            ServingScenario scenario,
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> results,
            List<EcsrlMatrices> matrices) {
        this.scenario = scenario;
        this.results = results;
        this.matrices = matrices;
    }

    private String mean(EcsrlMeasurement.Key key, int decimals, ToDoubleFunction<EcsrlMeasurement> value) {
        return TextTable.number(results.mean(key, value), decimals);
    }

    /** Returns all policies under all loads, with even weights. */
    TextTable policies() {
        TextTable table = new TextTable(
                "load",
                "policy",
                "in time %",
                "late %",
                "rejected %",
                "objective",
                "with waiting",
                "energy J",
                "of completed J",
                "degradation",
                "with waiting");
        for (double load : EcsrlTrial.LOADS) {
            for (String policy : EcsrlTrial.policies()) {
                EcsrlMeasurement.Key key = EcsrlTrial.key(load, policy);
                table.row(
                        CommandText.plain(load),
                        policy,
                        mean(key, 2, run -> 100 * run.throughput()),
                        mean(key, 2, run -> 100 * run.late()),
                        mean(key, 2, run -> 100 * run.rejected()),
                        mean(key, 4, EcsrlMeasurement::objective),
                        mean(key, 4, EcsrlMeasurement::waitingObjective),
                        mean(key, 2, EcsrlMeasurement::energy),
                        mean(key, 2, EcsrlMeasurement::completedEnergy),
                        mean(key, 3, EcsrlMeasurement::degradation),
                        mean(key, 3, EcsrlMeasurement::stretch));
            }
        }
        return table;
    }

    /** Returns the agents less baselines, paired by seed: the first one less each, the others less greedy and index. */
    TextTable differences() {
        TextTable table = new TextTable("load", "agent", "less", "objective", "with waiting", "in time, points");
        for (double load : EcsrlTrial.LOADS) {
            for (String agent : EcsrlTrial.AGENTS) {
                boolean first = agent.equals(EcsrlNetwork.NAME);
                (first ? EcsrlBaselines.names() : List.of(EcsrlGreedy.NAME, EcsrlIndex.NAME))
                        .forEach(other -> table.row(differenceRow(load, agent, other)));
            }
        }
        return table;
    }

    private String difference(
            double load, String agent, String other, int decimals, ToDoubleFunction<EcsrlMeasurement> value) {
        return TextTable.number(EcsrlTrial.difference(results, load, agent, other, value), decimals);
    }

    /** Returns agent and index under the same mask, and what the mask does to each, paired by seed. */
    TextTable masks() {
        TextTable table = new TextTable("load", "policy", "less", "objective", "with waiting", "in time, points");
        List<List<String>> pairs = List.of(
                List.of(EcsrlNetwork.NAME, EcsrlTrial.MASKED),
                List.of(EcsrlTrial.UNMASKED, EcsrlIndex.NAME),
                List.of(EcsrlTrial.MASKED, EcsrlIndex.NAME),
                List.of(EcsrlNetwork.NAME, EcsrlTrial.UNMASKED));
        for (double load : EcsrlTrial.LOADS) {
            pairs.forEach(pair -> table.row(differenceRow(load, pair.get(0), pair.get(1))));
        }
        return table;
    }

    private String[] differenceRow(double load, String policy, String other) {
        return new String[] {
            CommandText.plain(load),
            policy,
            other,
            difference(load, policy, other, 4, EcsrlMeasurement::objective),
            difference(load, policy, other, 4, EcsrlMeasurement::waitingObjective),
            difference(load, policy, other, 2, run -> 100 * run.throughput())
        };
    }

    /** Returns the agent and the greedy policy under several weights. */
    TextTable tradeOff() {
        TextTable table = new TextTable(
                "alpha : beta",
                "policy",
                "objective",
                "energy J",
                "of completed J",
                "degradation",
                "with waiting",
                "in time %");
        for (double share : EcsrlTrial.SHARES) {
            for (String policy : EcsrlTrial.TUNABLE) {
                EcsrlMeasurement.Key key = new EcsrlMeasurement.Key(EcsrlTrial.USUAL, share, true, policy);
                table.row(
                        String.format(
                                Locale.ROOT,
                                "%s : %s",
                                TextTable.number(10 * share, 0),
                                TextTable.number(10 - 10 * share, 0)),
                        policy,
                        mean(key, 4, EcsrlMeasurement::objective),
                        mean(key, 2, EcsrlMeasurement::energy),
                        mean(key, 2, EcsrlMeasurement::completedEnergy),
                        mean(key, 3, EcsrlMeasurement::degradation),
                        mean(key, 3, EcsrlMeasurement::stretch),
                        mean(key, 2, run -> 100 * run.throughput()));
            }
        }
        return table;
    }

    /** Returns the numbers behind the poster's Table 1: no second inference. */
    TextTable paradigms() {
        List<String> head = new ArrayList<>(List.of("load", "paradigm", "delay ms"));
        List<String> tasks = scenario.workload().classes().stream()
                .map(streamClass -> streamClass.task().name())
                .distinct()
                .toList();
        tasks.forEach(task -> head.add(task + " %"));
        head.addAll(List.of("power W", "energy J", "in time %"));
        TextTable table = new TextTable(head.toArray(String[]::new));
        for (double load : EcsrlTrial.CONTRAST) {
            for (String policy : EcsrlTrial.PARADIGMS) {
                EcsrlMeasurement.Key key = EcsrlTrial.alone(load, policy);
                List<String> row = new ArrayList<>();
                row.add(CommandText.plain(load));
                row.add(policy.equals("edge-only") ? "edge + light model" : "cloud + large model");
                row.add(mean(key, 1, run -> 1000 * run.latency()));
                tasks.forEach(task -> row.add(mean(key, 2, run -> run.accuracy().get(task))));
                row.add(mean(key, 1, EcsrlMeasurement::power));
                row.add(mean(key, 2, EcsrlMeasurement::energy));
                row.add(mean(key, 2, run -> 100 * run.throughput()));
                table.row(row.toArray(String[]::new));
            }
        }
        return table;
    }

    /** Returns the fitted lines of Fig. 2. */
    TextTable lines() {
        TextTable table = new TextTable("device", "added model", "intercept", "slope", "R2");
        for (EcsrlMatrices matrix : matrices) {
            EcsrlMatrices.Line line = matrix.line();
            table.row(
                    matrix.device(),
                    matrix.added(),
                    TextTable.number(line.intercept(), 3),
                    TextTable.number(line.slope(), 3),
                    TextTable.number(line.rSquared(), 4));
        }
        return table;
    }

    /** Returns the throughput of each class under the usual load. */
    TextTable classes() {
        List<String> head = new ArrayList<>(List.of("policy"));
        List<String> names =
                scenario.workload().classes().stream().map(StreamClass::name).toList();
        head.addAll(names);
        TextTable table = new TextTable(head.toArray(String[]::new));
        for (String policy : EcsrlTrial.policies()) {
            List<String> row = new ArrayList<>(List.of(policy));
            names.forEach(name -> row.add(mean(
                    EcsrlTrial.key(EcsrlTrial.USUAL, policy),
                    1,
                    run -> 100 * run.throughputs().get(name))));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** Returns all tables as a Markdown document. */
    String markdown(TextTable clusters) {
        long seeds =
                results.all().stream().map(EcsrlMeasurement::seed).distinct().count();
        return String.format(
                Locale.ROOT,
                """
                # ECSRL

                Means over %d seeds%s. The objective is alpha E + beta d per request; alpha = beta = 1 where nothing else
                is said.

                ## Policies

                %s
                ## Agents less baselines, paired by seed

                %s
                ## The mask of deadlines

                %s
                ## Weights

                %s
                ## Answered in time by class, usual load [%%]

                %s
                ## Edge and cloud without second inference

                %s
                ## Several clusters

                %s
                ## Mean degradation by number of running workloads

                %s""",
                seeds,
                seeds > 1 ? " with 95 % confidence intervals (Student t)" : "",
                policies().markdown(),
                differences().markdown(),
                masks().markdown(),
                tradeOff().markdown(),
                classes().markdown(),
                paradigms().markdown(),
                clusters.markdown(),
                lines().markdown());
    }
}
