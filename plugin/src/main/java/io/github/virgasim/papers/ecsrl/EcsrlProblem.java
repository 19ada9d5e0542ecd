// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Loads;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.FlatAgents;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatSingle;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** ECSRL's learning problem by name: the loads, weights and observations of its training. */
final class EcsrlProblem {
    private static final Setting<String> SCENARIO = Setting.word(
            "--scenario", "ecsrl", "Bundled scenario, or the path of a YAML file with one (default: ecsrl).");

    private static final Setting<String> REWARDS = Setting.word(
            "--rewards",
            "plain",
            "What a choice is paid: the cost until the next one, 'plain' (default), or what it is expected to cost, at once,"
                    + " 'shaped', with later corrections that make the sum over an episode the same.");

    private static final Setting<String> CLUSTERS = Setting.word(
            "--scenario",
            "ecsrl-clusters",
            "Bundled scenario, or the path of a YAML file with one (default: ecsrl-clusters).");

    private EcsrlProblem() {}

    /** The problem of several access points, each with an agent. */
    static NamedEnvironment clusters() {
        return new NamedEnvironment(
                "ecsrl-clusters",
                "Each access point chooses the device for its requests: of its own cluster, another one, or the cloud.",
                List.of(CLUSTERS, EcsrlTrain.LENGTH, EcsrlTrain.WEIGHTS),
                EcsrlProblem::openClusters);
    }

    private static Supplier<FlatEnvironment> openClusters(Arguments arguments) throws IOException {
        Supplier<EcsrlEnvironment> plain = plain(arguments, CLUSTERS);
        return () -> {
            EcsrlClustersEnvironment environment = new EcsrlClustersEnvironment(plain.get());
            return new FlatAgents(environment, environment.devices(), "s");
        };
    }

    static NamedEnvironment named() {
        return new NamedEnvironment(
                "ecsrl",
                "Choose the device that serves each request, an edge device or the cloud.",
                List.of(SCENARIO, EcsrlTrain.LENGTH, EcsrlTrain.WEIGHTS, REWARDS),
                EcsrlProblem::open);
    }

    private static Supplier<EcsrlEnvironment> plain(Arguments arguments, Setting<String> scenario) throws IOException {
        ScenarioSource source = ScenarioSource.of(arguments.get(scenario));
        ServingScenario base = source.scenario();
        double length = arguments.get(EcsrlTrain.LENGTH);
        CommonSettings.requireAboveWarmup(base, EcsrlTrain.LENGTH, length);
        EcsrlLoads loads = new EcsrlLoads(base, length, EcsrlTrain.isAdaptive(arguments));
        Loads from = loads.from(source.identity());
        return () -> new EcsrlEnvironment(base, from, loads::weights);
    }

    private static Supplier<FlatEnvironment> open(Arguments arguments) throws IOException {
        Supplier<EcsrlEnvironment> made = plain(arguments, SCENARIO);
        boolean shaped = Checks.oneOf(REWARDS.name(), arguments.get(REWARDS), List.of("plain", "shaped"))
                .equals("shaped");
        return () -> {
            EcsrlEnvironment plain = made.get();
            Environment environment = shaped ? new EcsrlShaping(plain) : plain;
            return new FlatSingle(environment, () -> plain.engine().now());
        };
    }
}
