// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What would switching among ASET's policies be worth to somebody who knows the future? An oracle takes for each 20 s the
 * policy, or the mixture of policies, after which most is served within a look ahead of 120 s, all of which it tries out on an
 * engine that follows streams. Greedy, hence no upper bound.
 */
public final class SwitchingOracleStudy {
    private static final List<String> ACTIONS =
            List.of("closest", "load-balancing", "farthest", "cheaper", "least-impedance", "random");
    private static final double LENGTH = 900;
    private static final double BLOCK = 20;
    private static final double LOOK_AHEAD = 120;
    /** Time between two draws from the mixture [s]. */
    private static final double DRAW = 2;

    private final ServingScenario scenario;
    private final Lateness lateness;
    private final int[] mixture;

    SwitchingOracleStudy(ServingScenario scenario, Lateness lateness, List<String> mixture) {
        this.scenario = scenario;
        this.lateness = lateness;
        this.mixture = mixture.stream().mapToInt(ACTIONS::indexOf).toArray();
    }

    /**
     * Prints the served shares of the oracle, of the mixture and of the best single action.
     *
     * @param args name of a bundled scenario, rate of arriving clients [1/min], number of seeds, and the policies of the
     *     mixture, each as often as it is likely
     */
    public static void main(String[] args) {
        ServingScenario base = Scenarios.named(args[0]);
        ServingScenario scenario = base.withSettings(
                        base.settings().withoutWarmup().withDuration(LENGTH))
                .withLambda(Double.parseDouble(args[1]));
        int seeds = Integer.parseInt(args[2]);
        var study = new SwitchingOracleStudy(
                scenario, StreamsStudy.measure(scenario), List.of(args).subList(3, args.length));
        double[][] served = new double[ACTIONS.size() + 2][seeds];
        for (int seed = 0; seed < seeds; seed++) {
            for (int action = 0; action <= ACTIONS.size(); action++) {
                int[] plan = study.blocks(action);
                served[action][seed] = study.served(plan, seed + 1);
            }
            served[ACTIONS.size() + 1][seed] = study.served(study.plan(seed + 1), seed + 1);
        }
        TextTable table = new TextTable("choice", "served %", "oracle less this");
        double[] oracle = served[ACTIONS.size() + 1];
        for (int row = 0; row < served.length; row++) {
            String name = row < ACTIONS.size() ? ACTIONS.get(row) : row == ACTIONS.size() ? "mixture" : "oracle";
            table.row(
                    name,
                    TextTable.number(ConfidenceInterval.of(served[row]), 2),
                    TextTable.number(ConfidenceInterval.ofDifferences(oracle, served[row]), 2));
        }
        System.out.print(table.markdown());
    }

    /** Returns the plan that takes one action always; the mixture comes after the actions. */
    int[] blocks(int action) {
        int[] plan = new int[(int) Math.ceil(scenario.settings().duration() / BLOCK)];
        Arrays.fill(plan, action);
        return plan;
    }

    /** Finds what to do in each block, one after the other; the mixture follows while a block is tried. */
    int[] plan(long seed) {
        int[] plan = blocks(ACTIONS.size());
        for (int block = 0; block < plan.length; block++) {
            double until = Math.min(scenario.settings().duration(), (block + 1) * BLOCK + LOOK_AHEAD);
            int best = ACTIONS.size();
            double most = served(plan, seed, until);
            for (int action = 0; action < ACTIONS.size(); action++) {
                plan[block] = action;
                double served = served(plan, seed, until);
                if (served > most) {
                    most = served;
                    best = action;
                }
            }
            plan[block] = best;
        }
        return plan;
    }

    /** Returns the share of all queries that is served under a plan [%]. */
    double served(int[] plan, long seed) {
        return served(plan, seed, scenario.settings().duration());
    }

    /** Returns the share of the queries sent up to a time that is served under a plan [%]. */
    private double served(int[] plan, long seed, double until) {
        List<SchedulingPolicy> policies =
                ACTIONS.stream().map(StaticPolicies::named).toList();
        ServingEngine engine = ServingEngine.ofStreams(scenario, policies.get(0), lateness, seed);
        SplittableRandom draws = new SplittableRandom(seed);
        for (double now = 0; now < until; now += DRAW) {
            int drawn = mixture[draws.nextInt(mixture.length)];
            int action = plan[(int) (now / BLOCK)];
            engine.setPolicy(policies.get(action < ACTIONS.size() ? action : drawn));
            engine.advance(Math.min(now + DRAW, until));
        }
        Monitoring seen = engine.monitoring();
        double sent = 0;
        double served = 0;
        for (int k = 0; k < seen.classes().size(); k++) {
            sent += seen.sent(k);
            served += seen.served(k);
        }
        return 100 * served / sent;
    }
}
