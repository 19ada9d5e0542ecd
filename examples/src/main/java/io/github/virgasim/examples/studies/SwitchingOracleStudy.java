// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.input.Checks;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.aset.ChangingLoad;
import io.github.virgasim.papers.aset.SwitchingPolicy;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What would switching among ASET's policies be worth to somebody who knows the future? An oracle takes for each block of time
 * the policy, or the mixture of policies, after which most is served within a look ahead of 120 s, all of which it tries out on
 * an engine that follows streams. What it has found is run on that engine and on the one that follows queries, where policies
 * that draw draw otherwise and queries wait as they do. Greedy, hence no upper bound.
 */
public final class SwitchingOracleStudy {
    private static final List<String> ACTIONS =
            List.of("closest", "load-balancing", "farthest", "cheaper", "least-impedance", "random");
    private static final String ORACLE = "oracle";
    private static final double LOOK_AHEAD = 120;
    /** Time between two draws from the mixture [s]. */
    private static final double DRAW = 2;

    private final ServingScenario scenario;
    private final Lateness lateness;
    private final double block;
    private final int[] mixture;

    /**
     * Prepares an oracle for one scenario.
     *
     * @param scenario what is served
     * @param lateness of the engine that follows streams
     * @param block time between the oracle's choices [s], 2 to 120
     * @param mixture names of policies, each as often as it is likely
     */
    SwitchingOracleStudy(ServingScenario scenario, Lateness lateness, double block, List<String> mixture) {
        this.scenario = scenario;
        this.lateness = lateness;
        this.block = Checks.within("time between choices [s]", block, DRAW, LOOK_AHEAD);
        this.mixture = mixture.stream()
                .mapToInt(policy -> ACTIONS.indexOf(Checks.oneOf("policy of the mixture", policy, ACTIONS)))
                .toArray();
    }

    /**
     * Prints the served shares of the oracle and of what it is compared with, under the test seeds.
     *
     * @param args name of a bundled scenario; rate of arriving clients [1/min], or "changing"; number of seeds; time between the
     *     oracle's choices [s]; the policies of the mixture with commas between them, each as often as it is likely; then static
     *     policies and states of agents that ship for the scenario
     */
    public static void main(String[] args) {
        ServingScenario base = Scenarios.named(args[0]);
        LongFunction<ServingScenario> loads = args[1].equals("changing")
                ? seed -> ChangingLoad.of(base, seed)
                : seed -> base.withLambda(Double.parseDouble(args[1]));
        List<Long> seeds = Seeds.test(Integer.parseInt(args[2]));
        double block = Double.parseDouble(args[3]);
        List<String> mixture = List.of(args[4].split(","));
        List<String> others = List.of(args).subList(5, args.length);
        Lateness lateness =
                StreamsStudy.measure(base.withSettings(base.settings().withoutWarmup()));
        Map<String, double[][]> served = new LinkedHashMap<>();
        for (int i = 0; i < seeds.size(); i++) {
            long seed = seeds.get(i);
            var study = new SwitchingOracleStudy(loads.apply(seed), lateness, block, mixture);
            int[] plan = study.plan(seed);
            Map<String, Supplier<SchedulingPolicy>> policies = new LinkedHashMap<>();
            policies.put(ORACLE, () -> study.policy(plan, seed));
            policies.put("mixture", () -> study.policy(study.blocks(ACTIONS.size()), seed));
            others.forEach(name -> policies.put(name, () -> study.named(name, base.name(), seed)));
            for (Map.Entry<String, Supplier<SchedulingPolicy>> one : policies.entrySet()) {
                SchedulingPolicy first = one.getValue().get();
                SchedulingPolicy second = one.getValue().get();
                double[][] shares = served.computeIfAbsent(one.getKey(), name -> new double[2][seeds.size()]);
                shares[0][i] = share(ServingEngine.ofStreams(study.scenario, first, lateness, seed));
                shares[1][i] = share(new ServingEngine(study.scenario, second, seed));
            }
        }
        TextTable table = new TextTable(
                "choice", "streams: served %", "oracle less this", "queries: served %", "oracle less this");
        double[][] oracle = served.get(ORACLE);
        served.forEach((name, shares) -> table.row(
                name,
                TextTable.number(ConfidenceInterval.of(shares[0]), 2),
                TextTable.number(ConfidenceInterval.ofDifferences(oracle[0], shares[0]), 2),
                TextTable.number(ConfidenceInterval.of(shares[1]), 2),
                TextTable.number(ConfidenceInterval.ofDifferences(oracle[1], shares[1]), 2)));
        System.out.print(table.markdown());
    }

    private static double share(ServingEngine engine) {
        ServingStatistics run = engine.finish();
        return 100.0 * run.served() / run.offered();
    }

    private SchedulingPolicy named(String name, String trainedFor, long seed) {
        return StaticPolicies.names().contains(name)
                ? StaticPolicies.named(name)
                : AsetNetwork.shipped(trainedFor, SystemState.named(name)).policy(scenario, seed);
    }

    /** Returns the plan that takes one action always; the mixture comes after the actions. */
    int[] blocks(int action) {
        int[] plan = new int[(int) Math.ceil(scenario.settings().duration() / block)];
        Arrays.fill(plan, action);
        return plan;
    }

    /** Finds what to do in each block, one after the other; the mixture follows while a block is tried. */
    int[] plan(long seed) {
        int[] plan = blocks(ACTIONS.size());
        for (int next = 0; next < plan.length; next++) {
            double until = Math.min(scenario.settings().duration(), (next + 1) * block + LOOK_AHEAD);
            int best = ACTIONS.size();
            double most = served(plan, seed, until);
            for (int action = 0; action < ACTIONS.size(); action++) {
                plan[next] = action;
                double served = served(plan, seed, until);
                if (served > most) {
                    most = served;
                    best = action;
                }
            }
            plan[next] = best;
        }
        return plan;
    }

    /** Returns the share of all queries that is served under a plan, following streams [%]. */
    double served(int[] plan, long seed) {
        return served(plan, seed, scenario.settings().duration());
    }

    /** Returns the share of the queries sent up to a time that is served under a plan, following streams [%]. */
    private double served(int[] plan, long seed, double until) {
        ServingEngine engine = ServingEngine.ofStreams(scenario, policy(plan, seed), lateness, seed);
        engine.advance(until);
        Monitoring seen = engine.monitoring();
        double sent = 0;
        double served = 0;
        for (int k = 0; k < seen.classes().size(); k++) {
            sent += seen.sent(k);
            served += seen.served(k);
        }
        return 100 * served / sent;
    }

    /** Makes the policy that follows a plan in one run. */
    private SwitchingPolicy policy(int[] plan, long seed) {
        SplittableRandom draws = new SplittableRandom(seed);
        AtomicInteger draw = new AtomicInteger();
        return new SwitchingPolicy(
                "plan",
                SystemState.ASET_PUBLISHED,
                ACTIONS.stream().map(StaticPolicies::named).toList(),
                DRAW,
                observation -> {
                    int drawn = mixture[draws.nextInt(mixture.length)];
                    int action = plan[(int) Math.min(plan.length - 1, draw.getAndIncrement() * DRAW / block)];
                    return action < ACTIONS.size() ? action : drawn;
                });
    }
}
