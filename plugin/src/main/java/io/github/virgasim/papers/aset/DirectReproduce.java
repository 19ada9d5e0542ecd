// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures ASET's direct agent beside what it must beat: {@code reproduce aset --agent direct}. */
final class DirectReproduce {
    private DirectReproduce() {}

    static Work prepare(Arguments arguments) throws IOException {
        List<Long> seeds = Seeds.test(CommonSettings.count(arguments, AsetReproduce.SEEDS));
        Inputs inputs = new Inputs();
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, DirectNetwork> agents = agents(arguments.get(AsetReproduce.NETWORKS), inputs);
        String topology = arguments.get(AsetReproduce.TOPOLOGY);
        List<DirectTrial> trials = new ArrayList<>();
        for (String name : topology.equals(AsetReproduce.ALL) ? AsetTopologies.NAMES : List.of(topology)) {
            ScenarioSource source = AsetTopologies.source(name);
            inputs.addAll(source.hashes());
            trials.add(new DirectTrial(
                    source.name(), CommonSettings.withDuration(source.scenario(), arguments, parameters), agents));
        }
        List<DirectTrial.Key> keys =
                trials.stream().flatMap(trial -> trial.keys().stream()).toList();
        return new Work(
                        DirectNetwork.NAME,
                        keys.size() * seeds.size(),
                        Path.of("results", "reproduce-" + DirectNetwork.NAME),
                        "Tables",
                        inputs,
                        seeds,
                        parameters,
                        (output, progress) -> new DirectReport(
                                trials,
                                List.copyOf(agents.keySet()),
                                Results.of(keys, seeds, (key, seed) -> key.run(seed, output.passport()), progress)))
                .serving(trials.stream().map(DirectTrial::scenario).toList());
    }

    /** Opens the networks, and puts the hashes of their files among the inputs. */
    private static Map<String, DirectNetwork> agents(List<Path> files, Inputs inputs) throws IOException {
        Map<String, DirectNetwork> agents = new LinkedHashMap<>();
        for (Path file : files) {
            String name = agents.isEmpty() ? DirectNetwork.NAME : DirectNetwork.NAME + "-" + (agents.size() + 1);
            agents.put(name, DirectNetwork.load(file));
            inputs.add(file);
        }
        if (agents.isEmpty()) {
            agents.put(DirectNetwork.NAME, DirectNetwork.shipped());
            inputs.addShipped(DirectNetwork.SHIPPED);
        }
        return agents;
    }
}
