// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains ECSRL's agent and leaves its network and learning curve. */
final class EcsrlTrain implements Activity {
    private static final String ADAPTIVE = "adaptive";
    private static final String NETWORK = "actor-critic";
    private static final Setting<String> AGENT = Setting.word(
            "--agent",
            NETWORK,
            "What is trained: actor-critic (default), or index, the prices of the rule that it is compared with, by CMA-ES with"
                    + " --episodes evaluations.");
    private static final Setting<String> SCENARIO = Setting.word(
            "--scenario",
            "ecsrl",
            "Bundled scenario, or the path of a YAML file with one (default: ecsrl); ecsrl-clusters has several access points,"
                    + " whose agents share a network.");
    private static final Setting<Integer> EPISODES =
            Setting.integer("--episodes", "N", 150, "Number of training episodes");
    static final Setting<Double> LENGTH = Setting.number(
            "--episode-length",
            "S",
            EcsrlTraining.EPISODE,
            "Simulated time of an episode [s], above the scenario's warm-up");
    static final Setting<String> WEIGHTS = Setting.word(
            "--weights",
            ADAPTIVE,
            "Weights alpha and beta of the objective within an episode: adaptive (default): beta is raised while more than"
                    + " 13 % of the requests fail; or fixed, as for the networks that ship.");
    private static final Setting<Integer> EVERY = TrainingSession.every("Episodes", 25);
    private static final Setting<Integer> SELECTION = Setting.integer(
            "--selection-runs",
            "K",
            1,
            "Runs behind each point for each of four loads and three weights, under seeds that are used for nothing else");

    @Override
    public String description() {
        return "Trains ECSRL's agent by advantage actor-critic, for all loads and all weights of its objective; leaves the"
                + " best network and its learning curve.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                AGENT,
                SCENARIO,
                EPISODES,
                LENGTH,
                WEIGHTS,
                TrainingSession.SEED,
                EVERY,
                SELECTION,
                TrainingSession.RESUME);
    }

    @Override
    public String folder() {
        return "results/train-ecsrl";
    }

    /** Tells whether beta is raised while too many requests fail. */
    static boolean isAdaptive(Arguments arguments) {
        return Checks.oneOf(WEIGHTS.name(), arguments.get(WEIGHTS), List.of("fixed", ADAPTIVE))
                .equals(ADAPTIVE);
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        int episodes = arguments.within(EPISODES, 1, TrainingSession.MOST);
        int every = arguments.within(EVERY, 1, TrainingSession.MOST);
        boolean adaptive = isAdaptive(arguments);
        double length = arguments.get(LENGTH);
        long seed = arguments.get(TrainingSession.SEED);
        ScenarioSource source = ScenarioSource.of(arguments.get(SCENARIO));
        CommonSettings.requireAboveWarmup(source.scenario(), LENGTH, length);
        Map<String, ServingScenario> served = Map.of(source.scenario().name(), source.scenario());
        Passport passport = Passport.serving(served);
        EcsrlTraining plan = new EcsrlTraining(
                source.scenario(),
                length,
                adaptive,
                arguments.within(SELECTION, 1, Seeds.SELECTION_COUNT),
                source.identity(),
                passport::add);
        Path resume = arguments.get(TrainingSession.RESUME);
        Inputs inputs = new Inputs().addAll(source.hashes()).addAny(resume);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (resume == null) {
            parameters.put("seed", String.valueOf(seed));
        }
        parameters.put("episode_s", CommandText.plain(length));
        parameters.put("weights", arguments.get(WEIGHTS));
        parameters.put("settings", EcsrlTraining.settings().toString());
        if (Checks.oneOf(AGENT.name(), arguments.get(AGENT), List.of(NETWORK, EcsrlIndex.NAME))
                .equals(EcsrlIndex.NAME)) {
            if (resume != null) {
                throw new InvalidInputException("--resume is for --agent actor-critic");
            }
            return new Work(
                            source.name(),
                            episodes,
                            Path.of("results", "train-ecsrl-index"),
                            "Prices",
                            inputs,
                            List.of(seed),
                            parameters,
                            (output, progress) -> new EcsrlIndexTuning(
                                    plan, seed, episodes, output.provenance().command(), progress))
                    .serving(served, passport);
        }
        var session = new TrainingSession<>(
                episodes,
                every,
                seed,
                1,
                resume,
                one -> new EcsrlTrainer(plan, one),
                file -> EcsrlTrainer.resume(plan, file),
                (trainers, best) -> new EcsrlTrainReport(best, plan));
        return new Work(
                        source.name(),
                        session.steps(),
                        Path.of(folder()),
                        "Network, learning curve and training",
                        inputs,
                        TrainingSession.seeds(arguments, 1),
                        parameters,
                        session)
                .serving(served, passport);
    }
}
