// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WindowedBound;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** ASET's direct agent on one topology, beside what it must beat, under two steady loads and one that changes. */
final class DirectTrial {
    /** Static policies: of the eight, those one of which is the best wherever something is scarce. */
    static final List<String> STATIC = List.of("closest", "farthest", "least-impedance");

    /** Takes what the linear programme's prices alone let it take. */
    static final String LP_PRICES = "lp-prices";

    /** Stands behind the name of a policy where the scenario allows preemption. */
    static final String PREEMPTING = "-preempting";

    /** The heavier steady load as a multiple of the usual client rate. */
    private static final double HEAVY = 5 / 3.0;

    private final String name;
    private final ServingScenario scenario;
    private final Map<String, PolicyMaker> policies = new LinkedHashMap<>();
    private final Map<String, LongFunction<ServingScenario>> loads = new LinkedHashMap<>();

    /** What is run. */
    record Key(DirectTrial trial, String load, String policy) {
        Run run(long seed, Optional<Passport> passport) {
            return trial.run(this, seed, passport);
        }
    }

    /**
     * One run; all shares in percent.
     *
     * @param key what was run
     * @param seed of the run
     * @param served share of the queries
     * @param late share of the queries
     * @param classShares share of each class's queries that was served in time; NaN for a class that sent none
     * @param bound largest share that any policy could have served; NaN unless it is the first policy's run
     */
    record Run(Key key, long seed, double served, double late, double[] classShares, double bound) {}

    /**
     * Makes a trial.
     *
     * @param name the scenario's name
     * @param scenario topology, classes, settings and usual client rate
     * @param agents networks by the names that they get in tables
     */
    DirectTrial(String name, ServingScenario scenario, Map<String, DirectNetwork> agents) {
        this.name = name;
        this.scenario = scenario;
        STATIC.forEach(policy -> policies.put(policy, (run, seed) -> StaticPolicies.named(policy)));
        for (ReservingPolicy.Order order : ReservingPolicy.Order.values()) {
            policies.put(order.label(), (run, seed) -> new ReservingPolicy(order, run));
        }
        policies.put(BidPrice.NAME, (run, seed) -> BidPrice.of(run.settings()));
        bothWays(
                LP_PRICES,
                (label, run) -> new DirectPolicy(label, DirectFeatures::surplus, DirectPolicy.prices(run.settings())));
        agents.forEach((agent, network) -> bothWays(agent, (label, run) -> network.policy(label, run.settings())));
        double usual = 60 * scenario.workload().clientRate();
        for (double factor : List.of(1.0, HEAVY)) {
            loads.put(
                    CommandText.plain(Math.round(usual * factor * 1e6) / 1e6),
                    seed -> scenario.withLambda(usual * factor));
        }
        loads.put(AsetTrial.CHANGING, seed -> ChangingLoad.of(scenario, seed));
    }

    /** Adds a policy without preemption and, where there can be such, with it. */
    private void bothWays(String policy, BiFunction<String, ServingScenario, SchedulingPolicy> made) {
        for (String label : canPreempt(scenario) ? List.of(policy, policy + PREEMPTING) : List.of(policy)) {
            policies.put(label, (run, seed) -> made.apply(label, run));
        }
    }

    /** Tells whether there are bound streams that could give way. */
    static boolean canPreempt(ServingScenario scenario) {
        return scenario.settings().binding() == ServingSettings.Binding.STREAM;
    }

    String name() {
        return name;
    }

    ServingScenario scenario() {
        return scenario;
    }

    List<String> loads() {
        return List.copyOf(loads.keySet());
    }

    List<String> policies() {
        return List.copyOf(policies.keySet());
    }

    /** Returns what is run, in the order of loads and policies. */
    List<Key> keys() {
        return loads().stream()
                .flatMap(load -> policies().stream().map(policy -> new Key(this, load, policy)))
                .toList();
    }

    private Run run(Key key, long seed, Optional<Passport> passport) {
        ServingScenario plain = loads.get(key.load).apply(seed);
        boolean preempts = key.policy.endsWith(PREEMPTING);
        ServingScenario loaded = plain.withSettings(plain.settings().withPreempt(preempts));
        ServingRun run = ServingRun.execute(loaded, policies.get(key.policy).make(loaded, seed), seed);
        passport.ifPresent(of -> of.add(run.reach()));
        boolean isFirst = key.policy.equals(STATIC.get(0));
        return new Run(
                key,
                seed,
                100 * run.summary().servedShare(),
                100 * run.summary().lateShare(),
                IntStream.range(0, loaded.workload().classes().size())
                        .mapToDouble(k -> 100.0
                                * run.statistics().served(k)
                                / run.statistics().offered(k))
                        .toArray(),
                isFirst ? 100 * WindowedBound.share(loaded, seed) : Double.NaN);
    }
}
