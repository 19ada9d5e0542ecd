// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.PricedScheduler.Decision;
import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.report.Passport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Trains TapFinger's network, or tunes the heuristic that it is compared with, for one scenario. */
final class TapFingerTrain implements Activity {
    private static final String NETWORK = "network";
    private static final String IMITATION = "imitation";
    private static final String NONE = "none";
    private static final int MOST_THREADS = 256;

    private static final Setting<String> EXPERIMENT = Setting.word(
            "--experiment",
            "tapfinger-multi-task",
            "Scenario to train for: one of those that 'virga list' shows with elastic tasks (default:"
                    + " tapfinger-multi-task).");
    private static final Setting<String> AGENT = Setting.word(
            "--agent",
            NETWORK,
            "What is trained: the network (default) by multi-agent PPO, or the prices of the scheduler 'tuned' or"
                    + " 'tuned-independent' by cross-entropy.");
    private static final Setting<Integer> HIDDEN =
            Setting.integer("--hidden", "N", 32, "Numbers in an embedding of the network, a multiple of 4");
    private static final Setting<Integer> LAYERS =
            Setting.integer("--layers", "N", 2, "Layers of graph attention of the network; 0 for none");
    private static final Setting<String> CHOICE = Setting.word(
            "--task-choice",
            TaskChoice.POINTER.label(),
            "How a cluster comes to a task: pointer (default), uniform or earliest.");
    private static final Setting<Integer> ITERATIONS = Setting.integer(
            "--iterations", "N", 300, "Iterations of PPO of 16 or 32 episodes each, or generations of cross-entropy");
    private static final Setting<String> WARM_START = Setting.word(
            "--warm-start", NONE, "What comes before PPO: imitation of the scheduler 'tuned', or none (default).");
    private static final Setting<Integer> EVERY = TrainingSession.every("Iterations", 10);
    private static final Setting<Integer> SELECTION = Setting.integer(
            "--selection-runs", "K", 40, "Runs behind each point, under seeds that are used for nothing else");
    private static final Setting<Integer> THREADS =
            Setting.integer("--threads", "N", 1, "Threads of a network's training, which do not change its outcome");
    private static final Setting<Path> RESUME = Setting.file(
            "--resume",
            "Goes on with a training that was saved under the same settings, to what would have been its end.");

    @Override
    public String description() {
        return "Trains TapFinger's network by multi-agent PPO, or tunes the heuristic beside it; leaves the best one on the"
                + " selection seeds and its learning curve.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                EXPERIMENT,
                AGENT,
                HIDDEN,
                LAYERS,
                CHOICE,
                ITERATIONS,
                WARM_START,
                TapFingerRun.FIDELITY,
                TrainingSession.SEED,
                EVERY,
                SELECTION,
                THREADS,
                RESUME);
    }

    @Override
    public String folder() {
        return "results/train-SCENARIO-AGENT";
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        String scenario = arguments.get(EXPERIMENT);
        String agent = Checks.oneOf(AGENT.name(), arguments.get(AGENT), agents());
        ElasticExperiment experiment =
                TapFingerExperiments.named(scenario, null, TapFingerRun.rules(arguments.get(TapFingerRun.FIDELITY)));
        for (Setting<?> setting : List.of(HIDDEN, LAYERS, CHOICE, WARM_START, THREADS)) {
            if (!agent.equals(NETWORK) && arguments.gives(setting)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "%s is for %s %s, agent was '%s'", setting.name(), AGENT.name(), NETWORK, agent));
            }
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scenario", scenario);
        parameters.put("seed", String.valueOf(arguments.get(TrainingSession.SEED)));
        parameters.put("experiment", experiment.name());
        TrainingSession<?, ?> session = agent.equals(NETWORK)
                ? network(scenario, experiment, arguments, parameters)
                : prices(scenario, experiment, decision(agent), arguments);
        return new Work(
                        title(scenario, agent),
                        session.steps(),
                        Path.of("results", "train-" + scenario + "-" + agent),
                        "Result, learning curve and training",
                        new Inputs().addAny(arguments.get(RESUME)),
                        List.of(arguments.get(TrainingSession.SEED)),
                        parameters,
                        session)
                .with(Passport.elastic(Map.of(scenario, TapFingerExperiments.times(experiment, null))));
    }

    private static List<String> agents() {
        return List.of(NETWORK, TapFingerSchedulers.TUNED, TapFingerSchedulers.TUNED_INDEPENDENT);
    }

    private static Decision decision(String agent) {
        return agent.equals(TapFingerSchedulers.TUNED) ? Decision.JOINT : Decision.INDEPENDENT;
    }

    private static String title(String scenario, String agent) {
        return agent.equals(NETWORK) && !MatrixKernels.hasVector()
                ? String.format(
                        Locale.ROOT,
                        "plain kernel; java %s is 2 to 4 times as fast; %s",
                        MatrixKernels.VECTOR_OPTION,
                        scenario)
                : scenario;
    }

    private static TrainingSession<?, ?> network(
            String scenario, ElasticExperiment experiment, Arguments arguments, Map<String, String> parameters) {
        String warmStart = Checks.oneOf(WARM_START.name(), arguments.get(WARM_START), List.of(IMITATION, NONE));
        MatrixKernel kernel = MatrixKernels.fastest();
        TrainingPlan plan = new TrainingPlan(
                experiment,
                NetworkShape.of(experiment, arguments.get(HIDDEN), arguments.get(LAYERS)),
                choice(arguments.get(CHOICE)),
                arguments.get(TrainingSession.SEED),
                iterations(arguments),
                LearningSettings.of(experiment, warmStart.equals(IMITATION)),
                warmStart.equals(IMITATION)
                        ? streams -> TapFingerSchedulers.make(TapFingerSchedulers.TUNED, experiment, streams)
                        : null,
                TrainingPlan.LESSONS,
                arguments.get(SELECTION));
        int threads = arguments.within(THREADS, 1, MOST_THREADS);
        parameters.put("settings", plan.settings().toString());
        parameters.put("kernel", kernel.label());
        Path resume = arguments.get(RESUME);
        TapFingerTrainer saved = resume == null ? null : TapFingerTrainer.resume(plan, kernel, threads, resume);
        return session(
                arguments,
                saved,
                TapFingerTrainer::iteration,
                () -> TapFingerTrainer.begin(plan, kernel, threads),
                trainer -> TapFingerTrainReport.of(trainer, experiment, plan, kernel));
    }

    private static TrainingSession<?, ?> prices(
            String scenario, ElasticExperiment experiment, Decision decision, Arguments arguments) {
        long seed = arguments.get(TrainingSession.SEED);
        int selection = Checks.atLeastOne("selection runs", arguments.get(SELECTION));
        Path resume = arguments.get(RESUME);
        TunedTrainer saved =
                resume == null ? null : TunedTrainer.resume(scenario, experiment, decision, seed, selection, resume);
        return session(
                arguments,
                saved,
                TunedTrainer::generation,
                () -> TunedTrainer.begin(scenario, experiment, decision, seed, selection),
                trainer -> TapFingerTrainReport.of(trainer, experiment, selection));
    }

    private static TaskChoice choice(String label) {
        List<String> known =
                Arrays.stream(TaskChoice.values()).map(TaskChoice::label).toList();
        return TaskChoice.valueOf(Checks.oneOf(CHOICE.name(), label, known).toUpperCase(Locale.ROOT));
    }

    private static int iterations(Arguments arguments) {
        return arguments.within(ITERATIONS, 1, TrainingSession.MOST);
    }

    /** Makes the session of what is left to do. */
    private static <P, T extends Trainer<P>> TrainingSession<P, T> session(
            Arguments arguments, T saved, ToIntFunction<T> done, Supplier<T> begin, Function<T, Findings> report) {
        int left = iterations(arguments) - (saved == null ? 0 : done.applyAsInt(saved));
        if (left < 1) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: this training has ended with its %d iterations; as its rates have fallen to their end, a longer"
                            + " one begins anew",
                    arguments.get(RESUME),
                    done.applyAsInt(saved)));
        }
        return new TrainingSession<>(
                left,
                arguments.within(EVERY, 1, TrainingSession.MOST),
                arguments.get(TrainingSession.SEED),
                1,
                arguments.get(RESUME),
                one -> begin.get(),
                file -> saved,
                (trainers, best) -> report.apply(best));
    }
}
