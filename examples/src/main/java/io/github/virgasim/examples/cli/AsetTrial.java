// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WindowedBound;
import io.github.virgasim.papers.aset.AsetActions;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.aset.ChangingLoad;
import io.github.virgasim.papers.aset.SwitchingPolicy;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;

/**
 * ASET's agents on one topology, beside the static policies and a random action in each period.
 *
 * @param name the scenario's name
 * @param scenario topology, classes, settings and usual client rate
 * @param agents trained networks by the names they get in tables
 * @param seeds of the runs
 */
record AsetTrial(String name, ServingScenario scenario, Map<String, AsetNetwork> agents, List<Long> seeds) {
    /** Name of the load that changes during a run around the usual client rate; steady ones are named by their rate. */
    static final String CHANGING = "changing";
    /** Name of the load that changes around 4/3 of the usual client rate, so that capacity is scarce most of the time. */
    static final String HEAVY = "changing-heavy";

    private static final double HEAVIER = 4 / 3.0;

    /**
     * One run.
     *
     * @param trial the trial's name
     * @param load its load's name
     * @param policy its policy's name
     * @param summary the outcome
     * @param bound largest share of the queries that any policy could have served, 0 to 1; NaN unless it is the first
     *     policy's run
     * @param timeline the course of the outcome
     * @param choices the actions in order of time; empty for static policies
     */
    record Run(
            String trial,
            String load,
            String policy,
            RunSummary summary,
            double bound,
            Timeline timeline,
            List<Integer> choices) {
        double servedPercent() {
            return 100 * summary.servedShare();
        }
    }

    /** Checks that the agents fit the scenario. */
    AsetTrial {
        agents.values().forEach(agent -> agent.check(scenario));
    }

    /** Returns the name of the load at the scenario's own client rate. */
    String usualLoad() {
        return loadName(scenario.workload().clientRate() * 60);
    }

    private static String loadName(double lambda) {
        return RunCommand.plain(Math.round(lambda * 1e6) / 1e6);
    }

    /** Returns the steady client rates [1/min], rising. */
    List<Double> lambdas() {
        return RunCommand.rates(scenario.workload().clientRate() * 60);
    }

    /** Returns the names of the steady loads, in the order of {@link #lambdas}. */
    List<String> steadyLoads() {
        return lambdas().stream().map(AsetTrial::loadName).toList();
    }

    /** Returns the names of all policies: static ones, random action, adaptive ones. */
    List<String> policies() {
        List<String> names = new ArrayList<>(StaticPolicies.names());
        names.add(AsetActions.RANDOM_ACTION);
        names.addAll(adaptive());
        return names;
    }

    /** Returns the names of the policies that adapt: the agents, and bid-price control as what knowing demand is worth. */
    List<String> adaptive() {
        List<String> names = new ArrayList<>(agents.keySet());
        names.add(BidPrice.NAME);
        return names;
    }

    /** Returns the runs to do, in the order of loads, policies and seeds. */
    List<Callable<Run>> runs() {
        Map<String, LongFunction<ServingScenario>> loads = new LinkedHashMap<>();
        for (double lambda : lambdas()) {
            loads.put(loadName(lambda), seed -> scenario.withLambda(lambda));
        }
        ServingScenario heavy =
                scenario.withLambda(60 * HEAVIER * scenario.workload().clientRate());
        loads.put(CHANGING, seed -> ChangingLoad.of(scenario, seed));
        loads.put(HEAVY, seed -> ChangingLoad.of(heavy, seed));
        List<Callable<Run>> runs = new ArrayList<>();
        loads.forEach((load, scenarios) -> {
            for (String policy : policies()) {
                boolean first = policy.equals(policies().get(0));
                for (long seed : seeds) {
                    runs.add(() -> run(load, scenarios.apply(seed), policy, seed, first));
                }
            }
        });
        return runs;
    }

    private Run run(String load, ServingScenario loaded, String policyName, long seed, boolean first) {
        SchedulingPolicy policy = policy(policyName, loaded, seed);
        ServingRun run = ServingRun.execute(loaded, policy, seed);
        return new Run(
                name,
                load,
                policyName,
                run.summary(),
                first ? WindowedBound.share(loaded, seed) : Double.NaN,
                run.statistics().timeline(),
                policy instanceof SwitchingPolicy switching ? switching.choices() : List.of());
    }

    private SchedulingPolicy policy(String policy, ServingScenario loaded, long seed) {
        if (agents.containsKey(policy)) {
            return agents.get(policy).policy(loaded);
        }
        if (policy.equals(BidPrice.NAME)) {
            return BidPrice.of(loaded.settings());
        }
        return policy.equals(AsetActions.RANDOM_ACTION) ? AsetActions.randomAction(seed) : StaticPolicies.named(policy);
    }
}
