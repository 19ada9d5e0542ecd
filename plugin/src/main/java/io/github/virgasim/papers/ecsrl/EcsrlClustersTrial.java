// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.Trial;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The runs with several clusters, even weights: baselines that choose from all clusters' boards; the agent of a single cluster
 * at each access point, which knows its own boards and the cloud; the agents that were trained together.
 *
 * @param scenario at its usual client rate
 * @param together the network that the agents trained together share
 * @param single the network of the agent that was trained for a single cluster
 * @param ended is told how far each run went
 */
record EcsrlClustersTrial(
        ServingScenario scenario, EcsrlNetwork together, EcsrlNetwork single, Consumer<RunReach> ended)
        implements Trial<EcsrlMeasurement.Key, EcsrlMeasurement> {
    /** The bundled scenario. */
    static final String SCENARIO = "ecsrl-clusters";

    static final List<Double> LOADS = List.of(EcsrlTrial.USUAL, 1.5);
    static final String ALONE = EcsrlNetwork.NAME + "-alone";
    private static final List<String> OTHERS = List.of("least-loaded", EcsrlGreedy.NAME, EcsrlIndex.NAME, ALONE);

    /** Returns what is run. */
    static List<EcsrlMeasurement.Key> keys() {
        List<EcsrlMeasurement.Key> keys = new ArrayList<>();
        for (double load : LOADS) {
            OTHERS.forEach(policy -> keys.add(EcsrlTrial.key(load, policy)));
            keys.add(EcsrlTrial.key(load, EcsrlNetwork.NAME));
        }
        return keys;
    }

    @Override
    public EcsrlMeasurement run(EcsrlMeasurement.Key key, long seed) {
        ServingScenario loaded =
                scenario.withLambda(60 * key.load() * scenario.workload().clientRate());
        EcsrlRun run = EcsrlRun.execute(loaded, policy(key), seed, ended);
        return EcsrlMeasurement.of(key, loaded, run, EcsrlObjective.of(scenario));
    }

    private SchedulingPolicy policy(EcsrlMeasurement.Key key) {
        return switch (key.policy()) {
            case EcsrlNetwork.NAME -> together.policy(scenario, key.energyShare());
            case ALONE -> single.alone(scenario, key.energyShare());
            default -> EcsrlBaselines.named(key.policy(), scenario);
        };
    }

    /** Returns all policies under all loads, and by how much the agents trained together are above the others. */
    static TextTable table(Results<EcsrlMeasurement.Key, EcsrlMeasurement> results) {
        TextTable table = new TextTable(
                "load",
                "policy",
                "in time %",
                "objective",
                "with waiting",
                "energy J",
                "together less it: objective",
                "with waiting",
                "in time, points");
        for (EcsrlMeasurement.Key key : results.keys()) {
            EcsrlMeasurement.Key together = EcsrlTrial.key(key.load(), EcsrlNetwork.NAME);
            boolean other = !key.equals(together);
            table.row(
                    CommandText.plain(key.load()),
                    key.policy(),
                    mean(results, key, 2, run -> 100 * run.throughput()),
                    mean(results, key, 4, EcsrlMeasurement::objective),
                    mean(results, key, 4, EcsrlMeasurement::waitingObjective),
                    mean(results, key, 2, EcsrlMeasurement::energy),
                    other ? less(results, together, key, 4, EcsrlMeasurement::objective) : "",
                    other ? less(results, together, key, 4, EcsrlMeasurement::waitingObjective) : "",
                    other ? less(results, together, key, 2, run -> 100 * run.throughput()) : "");
        }
        return table;
    }

    private static String mean(
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> results,
            EcsrlMeasurement.Key key,
            int decimals,
            ToDoubleFunction<EcsrlMeasurement> value) {
        return TextTable.number(results.mean(key, value), decimals);
    }

    private static String less(
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> results,
            EcsrlMeasurement.Key together,
            EcsrlMeasurement.Key other,
            int decimals,
            ToDoubleFunction<EcsrlMeasurement> value) {
        return TextTable.number(results.difference(together, other, value), decimals);
    }
}
