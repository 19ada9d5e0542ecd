// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.papers.ecsrl.EcsrlBaselines;
import io.github.virgasim.papers.ecsrl.EcsrlGreedy;
import io.github.virgasim.papers.ecsrl.EcsrlNetwork;
import io.github.virgasim.papers.ecsrl.EcsrlObjective;
import io.github.virgasim.papers.ecsrl.EcsrlRun;
import io.github.virgasim.papers.ecsrl.EcsrlWeights;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * The runs behind ECSRL's figures: all policies under several loads with even weights; the agent and the greedy policy
 * under several weights; edge and cloud alone without second inference.
 *
 * @param scenario at its usual client rate
 * @param agent the trained agent
 * @param seeds of the runs
 */
record EcsrlTrial(ServingScenario scenario, EcsrlNetwork agent, List<Long> seeds) {
    /** The usual load. */
    static final double USUAL = 1;

    static final List<Double> LOADS = List.of(0.5, USUAL, 1.5, 2.0);
    static final List<Double> SHARES = List.of(0.1, 0.3, EcsrlWeights.EVEN, 0.7, 0.9);
    static final List<String> TUNABLE = List.of(EcsrlNetwork.NAME, EcsrlGreedy.NAME);
    static final List<String> PARADIGMS = List.of("edge-only", "cloud-only");
    /** Loads under which edge and cloud are shown in contrast: hardly any, and the usual one. */
    static final List<Double> CONTRAST = List.of(0.1, USUAL);

    /** Checks that the agent fits the scenario. */
    EcsrlTrial {
        agent.check(scenario);
    }

    /** Returns the names of all policies: the baselines, then the agent. */
    static List<String> policies() {
        List<String> names = new ArrayList<>(EcsrlBaselines.names());
        names.add(EcsrlNetwork.NAME);
        return names;
    }

    /** Names a policy's runs under a load, with even weights. */
    static EcsrlMeasurement.Key key(double load, String policy) {
        return new EcsrlMeasurement.Key(load, EcsrlWeights.EVEN, true, policy);
    }

    /** Names a policy's runs without second inference. */
    static EcsrlMeasurement.Key alone(double load, String policy) {
        return new EcsrlMeasurement.Key(load, EcsrlWeights.EVEN, false, policy);
    }

    /** Returns the runs to do. */
    List<Callable<EcsrlMeasurement>> runs() {
        Set<EcsrlMeasurement.Key> keys = new LinkedHashSet<>();
        for (double load : LOADS) {
            policies().forEach(policy -> keys.add(key(load, policy)));
        }
        for (double share : SHARES) {
            TUNABLE.forEach(policy -> keys.add(new EcsrlMeasurement.Key(USUAL, share, true, policy)));
        }
        for (double load : CONTRAST) {
            PARADIGMS.forEach(policy -> keys.add(alone(load, policy)));
        }
        EcsrlObjective objective = EcsrlObjective.of(scenario);
        List<Callable<EcsrlMeasurement>> runs = new ArrayList<>();
        for (EcsrlMeasurement.Key key : keys) {
            ServingScenario loaded = loaded(key);
            for (long seed : seeds) {
                runs.add(
                        () -> EcsrlMeasurement.of(key, loaded, EcsrlRun.execute(loaded, policy(key), seed), objective));
            }
        }
        return runs;
    }

    private ServingScenario loaded(EcsrlMeasurement.Key key) {
        ServingScenario loaded =
                scenario.withLambda(60 * key.load() * scenario.workload().clientRate());
        return key.secondInference() ? loaded : loaded.withSettings(firstOnly(loaded.settings()));
    }

    private static ServingSettings firstOnly(ServingSettings s) {
        return new ServingSettings(
                s.duration(),
                s.warmup(),
                s.binding(),
                s.maxUtilization(),
                s.monitoringInterval(),
                s.jitter(),
                s.service(),
                s.timelineInterval(),
                s.instances(),
                Optional.empty());
    }

    private SchedulingPolicy policy(EcsrlMeasurement.Key key) {
        if (key.policy().equals(EcsrlNetwork.NAME)) {
            return agent.policy(scenario, key.energyShare());
        }
        return key.policy().equals(EcsrlGreedy.NAME)
                ? new EcsrlGreedy(scenario, key.energyShare())
                : EcsrlBaselines.named(key.policy(), scenario);
    }

    /** What came out of all runs. */
    record Results(List<EcsrlMeasurement> all) {
        /** Returns a value of the runs of a key, in the order of the seeds. */
        double[] values(EcsrlMeasurement.Key key, ToDoubleFunction<EcsrlMeasurement> value) {
            return all.stream()
                    .filter(run -> run.key().equals(key))
                    .mapToDouble(value)
                    .toArray();
        }

        /** Returns the mean of a value over the seeds. */
        ConfidenceInterval mean(EcsrlMeasurement.Key key, ToDoubleFunction<EcsrlMeasurement> value) {
            return ConfidenceInterval.of(values(key, value));
        }

        /** Returns by how much the agent's value is above another policy's, paired by seed. */
        ConfidenceInterval difference(double load, String other, ToDoubleFunction<EcsrlMeasurement> value) {
            return ConfidenceInterval.ofDifferences(
                    values(key(load, EcsrlNetwork.NAME), value), values(key(load, other), value));
        }
    }
}
