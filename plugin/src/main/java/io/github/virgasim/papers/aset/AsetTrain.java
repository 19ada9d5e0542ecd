// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains ASET's agent and leaves its network and learning curve. */
final class AsetTrain implements Activity {
    static final int MOST_TRAININGS = 100;
    static final Setting<String> TOPOLOGY = Setting.word(
            "--topology",
            "full-edge",
            "dc-cloud, co-dc-cloud, full-edge, real-deployment, the first three with -strict, or the path of a YAML file with a scenario (default:"
                    + " full-edge).");
    static final String SWITCHING = "switching";
    private static final String DIRECT = "direct";
    private static final Setting<String> AGENT = Setting.word(
            "--agent",
            SWITCHING,
            "What is trained: switching (default), which chooses among policies, or direct, which binds each stream itself, by"
                    + " CMA-ES with --episodes generations, half of them with preemption; for direct --topology may be 'all' four,"
                    + " and --state does not count.");
    static final Setting<String> STATE = Setting.word(
            "--state",
            SystemState.ASET_EXTENDED.label(),
            "What the agent observes and chooses among: aset-published, aset-extended (default), or aset-priced, which"
                    + " adds bid-price control to the actions.");
    static final Setting<String> REWARD = Setting.word(
            "--reward",
            ServingReward.ALL_FAILURES.label(),
            "What it is paid for: 1 minus the share of instant-failures, as published, or of all-failures (default),"
                    + " late answers included, or of class-failures, those shares' mean over the classes.");
    private static final Setting<Integer> EPISODES =
            Setting.integer("--episodes", "N", 200, "Number of training episodes");
    static final Setting<Double> LENGTH =
            Setting.number("--episode-length", "S", AsetTraining.EPISODE, "Simulated time of an episode [s]");
    static final Setting<Double> LAMBDA = Setting.number(
            "--lambda",
            "L",
            null,
            "Trains and selects at this steady rate of arriving clients [1/min] only (default: mixed loads)");
    private static final Setting<String> ENGINE = Setting.word(
            "--engine",
            TrainingEngines.QUERIES,
            "What training episodes follow: queries (default), each of them, or streams, which is many times as fast and counts"
                    + " late queries as measured before; selection follows queries. Only for --agent switching.");
    private static final Setting<String> LEARNER = Setting.word(
            "--learner",
            AsetLearner.Q_LEARNING,
            "How a switching agent learns: q-learning (default), as published, or actor-critic, which draws its choices and"
                    + " begins as the random mixture that is best under the selection seeds.");
    static final Setting<Integer> TRAININGS = Setting.integer(
            "--trainings",
            "K",
            1,
            "Number of trainings, under this seed and the next ones; the best network of all is kept, the curve shows"
                    + " their mean and 95 % interval");
    private static final Setting<Integer> EVERY = TrainingSession.every("Episodes", 25);
    static final Setting<Integer> SELECTION = Setting.integer(
            "--selection-runs", "K", 8, "Runs behind each point, under seeds that are used for nothing else");

    @Override
    public String description() {
        return "Trains ASET's agent by deep Q-learning; leaves the best network and its learning curve.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                TOPOLOGY,
                STATE,
                REWARD,
                EPISODES,
                LENGTH,
                LAMBDA,
                TrainingSession.SEED,
                TRAININGS,
                EVERY,
                SELECTION,
                TrainingSession.RESUME,
                AGENT,
                ENGINE,
                LEARNER);
    }

    @Override
    public String folder() {
        return "results/train-SCENARIO-STATE";
    }

    /** Tells whether an option names the direct agent. */
    static boolean isDirect(Setting<String> agent, Arguments arguments) {
        return Checks.oneOf(agent.name(), arguments.get(agent), List.of(SWITCHING, DIRECT))
                .equals(DIRECT);
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        int episodes = arguments.within(EPISODES, 1, TrainingSession.MOST);
        int every = arguments.within(EVERY, 1, TrainingSession.MOST);
        String engine = Checks.oneOf(
                ENGINE.name(), arguments.get(ENGINE), List.of(TrainingEngines.QUERIES, TrainingEngines.STREAMS));
        boolean draws = Checks.oneOf(
                        LEARNER.name(),
                        arguments.get(LEARNER),
                        List.of(AsetLearner.Q_LEARNING, AsetLearner.ACTOR_CRITIC))
                .equals(AsetLearner.ACTOR_CRITIC);
        if (isDirect(AGENT, arguments)) {
            if (draws || engine.equals(TrainingEngines.STREAMS)) {
                throw new InvalidInputException("--engine streams and --learner actor-critic cannot be combined with"
                        + " --agent direct, whose search runs the engine that follows queries");
            }
            return DirectTrain.prepare(arguments, episodes, every);
        }
        Path resume = arguments.get(TrainingSession.RESUME);
        int trainings = arguments.within(TRAININGS, 1, MOST_TRAININGS);
        if (resume != null && trainings > 1) {
            throw new InvalidInputException("--trainings cannot be combined with --resume, which goes on with one");
        }
        SystemState state = SystemState.named(arguments.get(STATE));
        ScenarioSource source = AsetTopologies.source(arguments.get(TOPOLOGY));
        Double lambda = arguments.get(LAMBDA);
        ServingScenario scenario = lambda == null
                ? source.scenario()
                : source.scenario().withLambda(Checks.positive(LAMBDA.name(), lambda));
        Map<String, ServingScenario> served = Map.of(scenario.name(), scenario);
        Passport passport = Passport.serving(served);
        AsetSelection selection = new AsetSelection(
                scenario,
                arguments.get(LENGTH),
                ServingReward.named(arguments.get(REWARD)),
                lambda != null,
                arguments.within(SELECTION, 1, Seeds.SELECTION_COUNT),
                source.identity(),
                passport::add);
        if (engine.equals(TrainingEngines.STREAMS)) {
            Lateness.check(scenario);
        }
        if (draws && state == SystemState.ASET_PRICED) {
            throw new InvalidInputException(
                    "--learner actor-critic cannot be combined with --state aset-priced: mixtures are of ASET's policies");
        }
        long seed = arguments.get(TrainingSession.SEED);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (resume == null) {
            parameters.put("seed", String.valueOf(seed));
        }
        parameters.put("episode_s", CommandText.plain(selection.episode()));
        Object settings = draws ? AsetTraining.drawing(selection) : AsetTraining.settings(scenario.settings());
        parameters.put("settings", settings.toString());
        var session = new TrainingSession<>(
                episodes,
                every,
                seed,
                trainings,
                resume,
                one -> trainer(selection, state, engine, draws, one, null),
                file -> trainer(selection, state, engine, draws, 0, file),
                (trainers, best) -> new AsetTrainReport(trainers, best, selection));
        return new Work(
                        source.name(),
                        session.steps(),
                        Path.of("results", "train-" + source.name() + "-" + state.label()),
                        "Network, learning curve and training",
                        new Inputs().addAll(source.hashes()).addAny(resume),
                        TrainingSession.seeds(arguments, trainings),
                        parameters,
                        session)
                .serving(served, passport);
    }

    private static AsetTrainer trainer(
            AsetSelection selection, SystemState state, String engine, boolean draws, long seed, Path saved) {
        TrainingEngines engines = TrainingEngines.named(engine, selection);
        AsetMixture start = draws ? AsetMixture.tuned(selection, engines) : null;
        return new AsetTrainer(selection, state, engines, start, seed, saved);
    }
}
