// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains ASET's direct agent: {@code train aset --agent direct}. */
final class DirectTrain {
    private DirectTrain() {}

    static Work prepare(Arguments arguments, int generations, int every) throws IOException {
        if (arguments.get(AsetTrain.LAMBDA) != null || arguments.get(TrainingSession.RESUME) != null) {
            throw new InvalidInputException("--lambda and --resume are for --agent switching");
        }
        if (arguments.within(AsetTrain.TRAININGS, 1, AsetTrain.MOST_TRAININGS) > 1) {
            throw new InvalidInputException("--trainings above 1 is for --agent switching; this search is one");
        }
        String topology = arguments.get(AsetTrain.TOPOLOGY);
        Inputs inputs = new Inputs();
        List<AsetSelection> selections = new ArrayList<>();
        List<ScenarioSource> sources = new ArrayList<>();
        Map<String, ServingScenario> served = new LinkedHashMap<>();
        for (String name : topology.equals(AsetReproduce.ALL) ? AsetTopologies.NAMES : List.of(topology)) {
            ScenarioSource source = AsetTopologies.source(name);
            inputs.addAll(source.hashes());
            sources.add(source);
            served.put(source.scenario().name(), source.scenario());
        }
        Passport passport = Passport.serving(served);
        for (ScenarioSource source : sources) {
            selections.add(new AsetSelection(
                    source.scenario(),
                    arguments.get(AsetTrain.LENGTH),
                    ServingReward.named(arguments.get(AsetTrain.REWARD)),
                    false,
                    arguments.within(AsetTrain.SELECTION, 1, Seeds.SELECTION_COUNT),
                    source.identity(),
                    passport::add));
        }
        long seed = arguments.get(TrainingSession.SEED);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", String.valueOf(seed));
        parameters.put("episode_s", CommandText.plain(selections.get(0).episode()));
        return new Work(
                        DirectNetwork.NAME,
                        generations,
                        Path.of("results", "train-" + DirectNetwork.NAME),
                        "Network and learning curve",
                        inputs,
                        List.of(seed),
                        parameters,
                        (output, progress) -> new DirectSearch(
                                        selections,
                                        seed,
                                        metadata(output.provenance(), parameters),
                                        output.beside(".network"))
                                .run(generations, every, progress))
                .serving(served, passport);
    }

    private static Map<String, String> metadata(Provenance provenance, Map<String, String> parameters) {
        Map<String, String> metadata = new LinkedHashMap<>(parameters);
        metadata.put("command", provenance.command());
        metadata.put("virga", Provenance.version());
        return metadata;
    }
}
