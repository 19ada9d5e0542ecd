// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.serving.ServingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Trains ASET's agent, looks now and then how well it does without chance on the selection seeds, and keeps the best
 * network. In the calling thread.
 */
public final class AsetTrainer implements Trainer<AsetTrainer.Point> {
    private final AsetSelection selection;
    private final SystemState state;
    private final TrainingEngines engines;
    private final AsetLearner learner;
    /** What the agent begins as; null where it learns values. */
    private final AsetMixture start;

    private final LearningCurve<Point, QNetwork> curve = new LearningCurve<>(point -> -point.score());
    private final Map<String, Double> actionScores = new LinkedHashMap<>();

    /**
     * A point of the learning curve.
     *
     * @param episodes training episodes before it
     * @param steps environment steps before it
     * @param score the agent's score on the selection seeds, 0 to 1
     */
    public record Point(long episodes, long steps, double score) {}

    /**
     * Prepares a training by deep Q-learning whose episodes follow every query.
     *
     * @param selection gives the scenario, the length of an episode and the reward, and scores networks
     * @param state what the agent observes
     * @param seed of the training
     */
    public AsetTrainer(AsetSelection selection, SystemState state, long seed) {
        this(selection, state, ServingEngine::new, null, seed, null);
    }

    /**
     * Prepares a training, or goes on with a saved one.
     *
     * @param selection as above
     * @param state what the agent observes
     * @param engines what episodes run on
     * @param start what an actor-critic begins as; null for deep Q-learning
     * @param seed of the training
     * @param saved as for {@link #resume}; null to begin
     */
    AsetTrainer(
            AsetSelection selection,
            SystemState state,
            TrainingEngines engines,
            AsetMixture start,
            long seed,
            Path saved) {
        this.selection = selection;
        this.state = state;
        this.engines = engines;
        this.start = start;
        String reference = start == null ? AsetTraining.reference(state) : "random";
        Supplier<Environment> environments = () -> AsetTraining.environment(selection, state, reference, engines);
        learner = start == null
                ? AsetLearner.valuing(
                        environments.get(),
                        AsetTraining.settings(selection.base().settings()),
                        seed,
                        saved)
                : AsetLearner.drawing(environments, AsetTraining.drawing(selection), start, seed, saved);
        look();
    }

    /**
     * Goes on with a training that was saved. The learning curve, and the choice of the best network, begin anew with the
     * network as it was saved.
     *
     * @param selection as for the training that was saved
     * @param state as for the training that was saved
     * @param file written by {@link #saveTraining}
     * @return the training
     * @throws io.github.virgasim.input.InvalidInputException if the file is missing, damaged or of another training
     */
    public static AsetTrainer resume(AsetSelection selection, SystemState state, Path file) {
        return new AsetTrainer(selection, state, ServingEngine::new, null, 0, file);
    }

    /** Scores the present network and keeps it if it is the best one so far. */
    private void look() {
        QNetwork network = learner.network();
        double score = score(seed -> start == null ? new GreedyAgent(network)::act : new DrawnAction(network, seed));
        Point point = new Point(learner.episodes().getAsLong(), learner.steps().getAsLong(), score);
        curve.add(point, network::copy);
    }

    private double score(LongFunction<ToIntFunction<double[]>> deciders) {
        return selection.score((scenario, seed) -> new SwitchingPolicy(
                "agent",
                state,
                AsetActions.policies(state, scenario.settings()),
                AsetActions.period(scenario.settings()),
                deciders.apply(seed)));
    }

    @Override
    public void train(int episodes, Runnable step) {
        learner.runs().accept(step, episodes);
        look();
    }

    @Override
    public LearningCurve<Point, QNetwork> curve() {
        return curve;
    }

    /**
     * Scores each action alone under the selection seeds.
     *
     * @return scores, 0 to 1, by the names of the actions
     */
    public Map<String, Double> actionScores() {
        if (actionScores.isEmpty()) {
            for (String action : AsetActions.names(state)) {
                double score = selection.score((scenario, seed) -> AsetActions.policy(action, scenario.settings()));
                actionScores.put(action, score);
            }
        }
        return actionScores;
    }

    /** How the best network is used: what it does unless another action is worth more by a margin, and what that scores. */
    private record Use(String usual, double margin, double score) {}

    /** Finds the use of the best network that scores most, among the best action alone and each margin. */
    private Use bestUse() {
        String usual = actionScores().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        int action = AsetActions.names(state).indexOf(usual);
        GreedyAgent agent = new GreedyAgent(curve.network());
        Use bestUse = new Use(usual, 0, curve.best().score);
        for (double margin : AsetTraining.MARGINS) {
            double score = score(seed -> observation -> agent.act(observation, action, margin));
            bestUse = score > bestUse.score ? new Use(usual, margin, score) : bestUse;
        }
        return bestUse;
    }

    /** Returns what the agent is compared with where policies do not fall back, and began as if it draws. */
    Optional<AsetMixture> mixture() {
        boolean strict = selection.base().settings().fallback() == Fallback.NONE;
        return start != null || !strict
                ? Optional.ofNullable(start)
                : Optional.of(AsetMixture.tuned(selection, engines));
    }

    /** Saves the best network found so far; if it values actions, with the margin that serves it best under the selection seeds. */
    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Point best = curve.best();
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("reward", selection.reward().label());
        metadata.put("episodes", String.valueOf(best.episodes));
        metadata.put("steps", String.valueOf(best.steps));
        metadata.put("selection_score", String.valueOf(best.score));
        if (start == null) {
            Use use = bestUse();
            metadata.put("usual_action", use.usual);
            metadata.put("margin", String.valueOf(use.margin));
            metadata.put(AsetNetwork.SCORE, String.valueOf(use.score));
        } else {
            metadata.put(AsetNetwork.LEARNER, AsetLearner.ACTOR_CRITIC);
            metadata.put(AsetNetwork.SCORE, String.valueOf(best.score));
        }
        mixture().ifPresent(mixture -> metadata.put(AsetMixture.NAME, mixture.text()));
        AsetNetwork.describe(curve.network(), selection.base(), state, metadata).save(file);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        learner.saver().save(file);
    }
}
