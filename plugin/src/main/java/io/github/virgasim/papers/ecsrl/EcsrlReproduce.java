// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.report.Passport;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what ECSRL's poster shows. */
final class EcsrlReproduce implements Activity {
    private static final Setting<Integer> SEEDS = CommonSettings.seeds(
            20, "Number of runs for each policy and load. From 2 on, results have 95 % confidence intervals");
    private static final Setting<Path> NETWORK =
            Setting.file("--network", "A trained network to be used instead of the first of the three that ship.");

    @Override
    public String description() {
        return "Shows ECSRL's degradation matrices and lines, edge and cloud in contrast, and its trained agent beside all"
                + " baselines under several loads and weights and seeds that no training has seen.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SEEDS, NETWORK, CommonSettings.DURATION);
    }

    @Override
    public String folder() {
        return "results/reproduce-ecsrl";
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        List<Long> seeds = Seeds.test(CommonSettings.count(arguments, SEEDS));
        ScenarioSource source = ScenarioSource.of("ecsrl");
        Map<String, String> parameters = new LinkedHashMap<>();
        ServingScenario scenario = CommonSettings.withDuration(source.scenario(), arguments, parameters);
        Path network = arguments.get(NETWORK);
        List<EcsrlNetwork> agents = new ArrayList<>(EcsrlNetwork.trainings());
        if (network != null) {
            agents.set(0, EcsrlNetwork.load(network));
        }
        ScenarioSource several = ScenarioSource.of(EcsrlClustersTrial.SCENARIO);
        ServingScenario clusters = CommonSettings.withDuration(several.scenario(), arguments, parameters);
        Map<String, ServingScenario> served = Map.of(scenario.name(), scenario, clusters.name(), clusters);
        Passport passport = Passport.serving(served);
        EcsrlTrial trial = new EcsrlTrial(scenario, agents, passport::add);
        EcsrlClustersTrial together =
                new EcsrlClustersTrial(clusters, EcsrlNetwork.clusters(), agents.get(0), passport::add);
        List<EcsrlMeasurement.Key> keys = EcsrlTrial.keys();
        List<EcsrlMeasurement.Key> clusterKeys = EcsrlClustersTrial.keys();
        return new Work(
                        source.name(),
                        (keys.size() + clusterKeys.size()) * seeds.size(),
                        Path.of(folder()),
                        "Tables and figures",
                        new Inputs()
                                .addAll(source.hashes())
                                .addAll(several.hashes())
                                .add(network, EcsrlNetwork.RESOURCE)
                                .addShipped(EcsrlNetwork.RESOURCES.get(1))
                                .addShipped(EcsrlNetwork.RESOURCES.get(2))
                                .addShipped(EcsrlNetwork.CLUSTERS),
                        seeds,
                        parameters,
                        (output, progress) -> new EcsrlReport(
                                scenario,
                                Results.of(keys, seeds, trial, progress),
                                Results.of(clusterKeys, seeds, together, progress),
                                trial.watch(seeds.get(0))))
                .serving(served, passport);
    }
}
