// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WindowedBound;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** ASET's agents on one topology, beside the static policies and a random action in each period. */
final class AsetTrial {
    /** Name of the load that changes during a run around the usual client rate; steady ones are named by their rate. */
    static final String CHANGING = "changing";
    /** Name of the load that changes around 4/3 of the usual client rate, so that capacity is scarce most of the time. */
    static final String HEAVY = "changing-heavy";

    private static final double HEAVIER = 4 / 3.0;

    private final String name;
    private final ServingScenario scenario;
    private final Map<String, AsetNetwork> agents;
    private final Map<String, PolicyMaker> policies = new LinkedHashMap<>();
    private final Map<String, LongFunction<ServingScenario>> loads = new LinkedHashMap<>();

    /**
     * What is run.
     *
     * @param trial on which topology
     * @param load name of the load
     * @param policy name of the policy
     */
    record Key(AsetTrial trial, String load, String policy) {
        Run run(long seed, Optional<Passport> passport) {
            return trial.run(this, seed, passport);
        }
    }

    /**
     * One run.
     *
     * @param key what was run
     * @param summary the outcome
     * @param bound largest share of the queries that any policy could have served, 0 to 1; NaN unless it is the first
     *     policy's run
     * @param classShares share of each class's queries that was served in time [%]; NaN for a class that sent none
     * @param timeline the course of the outcome
     * @param choices the actions in order of time; empty for static policies
     */
    record Run(
            Key key, RunSummary summary, double bound, double[] classShares, Timeline timeline, List<Integer> choices) {
        double servedPercent() {
            return 100 * summary.servedShare();
        }

        /** Returns Jain's index of the classes' shares: 1 where they are equal, 1 / n where one of n classes has it all. */
        double fairness() {
            return AsetTrial.fairness(classShares);
        }
    }

    /** Returns Jain's index of shares; NaN does not count. */
    static double fairness(double[] classShares) {
        double[] shares =
                Arrays.stream(classShares).filter(share -> !Double.isNaN(share)).toArray();
        double sum = Arrays.stream(shares).sum();
        double squares = Arrays.stream(shares).map(share -> share * share).sum();
        return sum * sum / (shares.length * squares);
    }

    /** Returns the mean of a class's shares over the runs in which it sent any queries; NaN if there is none. */
    static double meanShare(DoubleStream shares) {
        return shares.filter(share -> !Double.isNaN(share)).average().orElse(Double.NaN);
    }

    /**
     * Makes a trial, whose agents must fit the scenario.
     *
     * @param name the scenario's name
     * @param scenario topology, classes, settings and usual client rate
     * @param agents trained networks by the names they get in tables
     */
    AsetTrial(String name, ServingScenario scenario, Map<String, AsetNetwork> agents) {
        agents.values().forEach(agent -> agent.check(scenario));
        this.name = name;
        this.scenario = scenario;
        this.agents = agents;
        StaticPolicies.names().forEach(policy -> policies.put(policy, (run, seed) -> StaticPolicies.named(policy)));
        policies.put(AsetActions.RANDOM_ACTION, (run, seed) -> AsetActions.randomAction(run.settings(), seed));
        agents.values().stream()
                .flatMap(agent -> agent.mixture().stream())
                .findFirst()
                .ifPresent(mixture -> policies.put(
                        AsetMixture.NAME, (run, seed) -> mixture.policy(AsetMixture.NAME, run.settings(), seed)));
        agents.forEach((agent, network) -> policies.put(agent, (run, seed) -> network.policy(run, seed)));
        policies.put(BidPrice.NAME, (run, seed) -> BidPrice.of(run.settings()));
        for (double lambda : lambdas()) {
            loads.put(loadName(lambda), seed -> scenario.withLambda(lambda));
        }
        ServingScenario heavy =
                scenario.withLambda(60 * HEAVIER * scenario.workload().clientRate());
        loads.put(CHANGING, seed -> ChangingLoad.of(scenario, seed));
        loads.put(HEAVY, seed -> ChangingLoad.of(heavy, seed));
    }

    String name() {
        return name;
    }

    ServingScenario scenario() {
        return scenario;
    }

    Map<String, AsetNetwork> agents() {
        return agents;
    }

    String className(int index) {
        return scenario.workload().classes().get(index).name();
    }

    /** Returns the name of the load at the scenario's own client rate. */
    String usualLoad() {
        return loadName(scenario.workload().clientRate() * 60);
    }

    private static String loadName(double lambda) {
        return CommandText.plain(Math.round(lambda * 1e6) / 1e6);
    }

    /** Returns the steady client rates [1/min], rising. */
    List<Double> lambdas() {
        return CommonSettings.rates(scenario);
    }

    /** Returns the names of the steady loads, in the order of {@link #lambdas}. */
    List<String> steadyLoads() {
        return lambdas().stream().map(AsetTrial::loadName).toList();
    }

    /** Returns the names of all loads: steady ones, then changing ones. */
    List<String> loads() {
        return List.copyOf(loads.keySet());
    }

    /** Returns the names of all policies: static ones, random ones, adaptive ones. */
    List<String> policies() {
        return List.copyOf(policies.keySet());
    }

    /** Returns the names of the policies that adapt: the agents, and bid-price control as what knowing demand is worth. */
    List<String> adaptive() {
        List<String> names = new ArrayList<>(agents.keySet());
        names.add(BidPrice.NAME);
        return names;
    }

    /** Returns what is run, in the order of loads and policies. */
    List<Key> keys() {
        return loads.keySet().stream()
                .flatMap(load -> policies.keySet().stream().map(policy -> new Key(this, load, policy)))
                .toList();
    }

    /** Watches the policies that adapt, each in one run under the usual load. */
    List<RunSample> watch(long seed) {
        ServingScenario loaded = loads.get(usualLoad()).apply(seed);
        return adaptive().stream()
                .map(policy -> ServingRun.watch(loaded, policies.get(policy).make(loaded, seed), seed)
                        .sample()
                        .by(policy))
                .toList();
    }

    private Run run(Key key, long seed, Optional<Passport> passport) {
        ServingScenario loaded = loads.get(key.load).apply(seed);
        SchedulingPolicy policy = policies.get(key.policy).make(loaded, seed);
        ServingRun run = ServingRun.execute(loaded, policy, seed);
        passport.ifPresent(of -> of.add(run.reach()));
        boolean isFirst = key.policy.equals(policies().get(0));
        return new Run(
                key,
                run.summary(),
                isFirst ? WindowedBound.share(loaded, seed) : Double.NaN,
                IntStream.range(0, loaded.workload().classes().size())
                        .mapToDouble(k -> 100.0
                                * run.statistics().served(k)
                                / run.statistics().offered(k))
                        .toArray(),
                run.statistics().timeline(),
                policy instanceof SwitchingPolicy switching ? switching.choices() : List.of());
    }
}
