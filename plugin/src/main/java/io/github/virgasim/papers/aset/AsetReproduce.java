// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures ASET's agents beside static policies and bounds. */
final class AsetReproduce implements Activity {
    static final String ALL = "all";
    static final Setting<String> TOPOLOGY = Setting.word(
            "--topology",
            ALL,
            "dc-cloud, co-dc-cloud, full-edge, real-deployment, the first three with -strict, the path of a YAML file with a"
                    + " scenario, or 'all' four (default).");
    static final Setting<Integer> SEEDS = CommonSettings.seeds(
            8, "Number of runs for each policy and load. From 2 on, results have 95 % confidence intervals");
    static final Setting<List<Path>> NETWORKS = Setting.files(
            "--network", "A trained network to be used instead of those that ship; may be repeated; for one topology.");

    private static final Setting<String> AGENT = Setting.word(
            "--agent",
            AsetTrain.SWITCHING,
            "Which agents: switching (default), those that choose among policies, or direct, the one that binds each stream"
                    + " itself, beside what it must beat.");

    @Override
    public String description() {
        return "Runs ASET's trained agents beside all static policies, a random action in each period, and bounds, under"
                + " steady and changing loads and seeds that no training has seen.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(TOPOLOGY, SEEDS, NETWORKS, CommonSettings.DURATION, AGENT);
    }

    @Override
    public String folder() {
        return "results/reproduce-aset";
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        if (AsetTrain.isDirect(AGENT, arguments)) {
            return DirectReproduce.prepare(arguments);
        }
        List<Long> seeds = Seeds.test(CommonSettings.count(arguments, SEEDS));
        String topology = arguments.get(TOPOLOGY);
        List<Path> networks = arguments.get(NETWORKS);
        if (topology.equals(ALL) && !networks.isEmpty()) {
            throw new InvalidInputException("--network is for one topology; name it with --topology");
        }
        Inputs inputs = new Inputs();
        Map<String, String> parameters = new LinkedHashMap<>();
        List<AsetTrial> trials = new ArrayList<>();
        for (String name : topology.equals(ALL) ? AsetTopologies.NAMES : List.of(topology)) {
            ScenarioSource source = AsetTopologies.source(name);
            inputs.addAll(source.hashes());
            trials.add(new AsetTrial(
                    source.name(),
                    CommonSettings.withDuration(source.scenario(), arguments, parameters),
                    agents(source, networks, inputs)));
        }
        List<AsetTrial.Key> keys =
                trials.stream().flatMap(trial -> trial.keys().stream()).toList();
        return new Work(
                        "aset",
                        keys.size() * seeds.size(),
                        Path.of(folder()),
                        "Tables and figures",
                        inputs,
                        seeds,
                        parameters,
                        (output, progress) -> new AsetReport(
                                trials,
                                Results.of(keys, seeds, (key, seed) -> key.run(seed, output.passport()), progress),
                                trials.stream()
                                        .flatMap(trial -> trial.watch(seeds.get(0)).stream())
                                        .toList()))
                .serving(trials.stream().map(AsetTrial::scenario).toList());
    }

    /** Finds the agents, and puts the hashes of their files among the inputs. */
    private static Map<String, AsetNetwork> agents(ScenarioSource source, List<Path> networks, Inputs inputs)
            throws IOException {
        Map<String, AsetNetwork> agents = new LinkedHashMap<>();
        for (Path file : networks) {
            AsetNetwork network = AsetNetwork.load(file);
            String name = network.state().label();
            for (int k = 2; agents.containsKey(name); k++) {
                name = network.state().label() + "-" + k;
            }
            agents.put(name, network);
            inputs.add(file);
        }
        if (agents.isEmpty()) {
            AsetNetwork.bestState(source.name());
            for (SystemState state : SystemState.values()) {
                String resource = AsetNetwork.resource(source.name(), state);
                if (Datasets.names().contains(resource)) {
                    agents.put(state.label(), AsetNetwork.shipped(source.name(), state));
                    inputs.addShipped(resource);
                }
            }
        }
        return agents;
    }
}
