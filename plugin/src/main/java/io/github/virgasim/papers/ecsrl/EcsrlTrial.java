// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.Trial;
import io.github.virgasim.input.Checks;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The runs behind ECSRL's figures: all policies under several loads with even weights, the index also with the agent's mask and
 * the agent without it; the agent, the greedy policy and the index under several weights; edge and cloud alone without second inference.
 *
 * @param scenario at its usual client rate
 * @param agents the trained agents, in the order of {@link #AGENTS}
 * @param ended is told how far each run went
 */
record EcsrlTrial(ServingScenario scenario, List<EcsrlNetwork> agents, Consumer<RunReach> ended)
        implements Trial<EcsrlMeasurement.Key, EcsrlMeasurement> {
    /** The usual load. */
    static final double USUAL = 1;

    /** The agent and those of two more trainings, which show by how much trainings differ. */
    static final List<String> AGENTS = List.of(EcsrlNetwork.NAME, EcsrlNetwork.NAME + "-2", EcsrlNetwork.NAME + "-3");

    /** The index with the agent's mask of deadlines, and the agent without it: which of the two makes the difference. */
    static final String MASKED = EcsrlIndex.NAME + "-masked";

    static final String UNMASKED = EcsrlNetwork.NAME + "-unmasked";

    static final List<Double> LOADS = List.of(0.5, USUAL, 1.5, 2.0);
    static final List<Double> SHARES = List.of(0.1, 0.3, EcsrlWeights.EVEN, 0.7, 0.9);
    static final List<String> TUNABLE = List.of(EcsrlNetwork.NAME, EcsrlGreedy.NAME, EcsrlIndex.NAME);
    static final List<String> PARADIGMS = List.of("edge-only", "cloud-only");
    /** Loads under which edge and cloud are shown in contrast: hardly any, and the usual one. */
    static final List<Double> CONTRAST = List.of(0.1, USUAL);

    /** Checks that the agents fit the scenario. */
    EcsrlTrial {
        agents = List.copyOf(agents);
        Checks.within("number of agents", agents.size(), AGENTS.size(), AGENTS.size());
        for (EcsrlNetwork agent : agents) {
            agent.check(scenario);
        }
    }

    /** Returns the names of all policies: the baselines, then the agents. */
    static List<String> policies() {
        List<String> names = new ArrayList<>(EcsrlBaselines.names());
        names.addAll(AGENTS);
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

    /** Returns what is run. */
    static List<EcsrlMeasurement.Key> keys() {
        Set<EcsrlMeasurement.Key> keys = new LinkedHashSet<>();
        for (double load : LOADS) {
            policies().forEach(policy -> keys.add(key(load, policy)));
            keys.add(key(load, MASKED));
            keys.add(key(load, UNMASKED));
        }
        for (double share : SHARES) {
            TUNABLE.forEach(policy -> keys.add(new EcsrlMeasurement.Key(USUAL, share, true, policy)));
        }
        for (double load : CONTRAST) {
            PARADIGMS.forEach(policy -> keys.add(alone(load, policy)));
        }
        return List.copyOf(keys);
    }

    @Override
    public EcsrlMeasurement run(EcsrlMeasurement.Key key, long seed) {
        ServingScenario loaded = loaded(key);
        EcsrlRun run = EcsrlRun.execute(loaded, policy(key), seed, ended);
        return EcsrlMeasurement.of(key, loaded, run, EcsrlObjective.of(scenario));
    }

    /** Watches the policies that follow weights, each in one run under the usual load. */
    List<RunSample> watch(long seed) {
        return TUNABLE.stream()
                .map(policy -> key(USUAL, policy))
                .map(key -> ServingRun.watch(loaded(key), policy(key), seed).sample())
                .toList();
    }

    private ServingScenario loaded(EcsrlMeasurement.Key key) {
        ServingScenario loaded =
                scenario.withLambda(60 * key.load() * scenario.workload().clientRate());
        return key.secondInference()
                ? loaded
                : loaded.withSettings(loaded.settings().withoutSecondInference());
    }

    private SchedulingPolicy policy(EcsrlMeasurement.Key key) {
        int agent = AGENTS.indexOf(key.policy());
        if (agent >= 0) {
            return agents.get(agent).policy(scenario, key.energyShare());
        }
        return switch (key.policy()) {
            case EcsrlGreedy.NAME -> new EcsrlGreedy(scenario, key.energyShare());
            case EcsrlIndex.NAME -> new EcsrlIndex(scenario, key.energyShare(), EcsrlIndexPrices.shipped());
            case MASKED ->
                new EcsrlIndex(scenario, key.energyShare(), EcsrlIndexPrices.shipped(), new EcsrlDeadlines(scenario));
            case UNMASKED -> agents.get(0).unmasked(scenario, key.energyShare());
            default -> EcsrlBaselines.named(key.policy(), scenario);
        };
    }

    /** Returns by how much an agent's value is above another policy's under a load, paired by seed. */
    static ConfidenceInterval difference(
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> results,
            double load,
            String agent,
            String other,
            ToDoubleFunction<EcsrlMeasurement> value) {
        return results.difference(key(load, agent), key(load, other), value);
    }
}
