// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.encog.DqnTraining;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.serving.ServingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Trains ASET's agent, looks now and then how well it does without chance on the selection seeds, and keeps the best
 * network. In the calling thread.
 */
public final class AsetTrainer implements Trainer<AsetTrainer.Point> {
    private final AsetSelection selection;
    private final SystemState state;
    private final DqnTraining training;
    private final LearningCurve<Point, QNetwork> curve = new LearningCurve<>(point -> -point.score());
    private final Map<String, Double> actionScores = new LinkedHashMap<>();

    /**
     * A point of the learning curve.
     *
     * @param episodes training episodes before it
     * @param steps environment steps before it
     * @param score the greedy agent's score on the selection seeds, 0 to 1
     */
    public record Point(long episodes, long steps, double score) {}

    /**
     * Prepares a training whose episodes follow every query.
     *
     * @param selection as below
     * @param state as below
     * @param seed of the training
     */
    public AsetTrainer(AsetSelection selection, SystemState state, long seed) {
        this(selection, state, ServingEngine::new, seed);
    }

    /**
     * Prepares a training.
     *
     * @param selection gives the scenario, the length of an episode and the reward, and scores networks
     * @param state what the agent observes
     * @param engines what episodes run on
     * @param seed of the training
     */
    AsetTrainer(AsetSelection selection, SystemState state, TrainingEngines engines, long seed) {
        this(
                selection,
                state,
                new DqnTraining(
                        AsetTraining.environment(selection, state, engines),
                        AsetTraining.settings(selection.base().settings()),
                        seed));
    }

    private AsetTrainer(AsetSelection selection, SystemState state, DqnTraining training) {
        this.selection = selection;
        this.state = state;
        this.training = training;
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
        return resume(selection, state, ServingEngine::new, file);
    }

    /** Goes on with a training whose episodes ran on given engines. */
    static AsetTrainer resume(AsetSelection selection, SystemState state, TrainingEngines engines, Path file) {
        Environment environment = AsetTraining.environment(selection, state, engines);
        return new AsetTrainer(
                selection,
                state,
                DqnTraining.resume(
                        file,
                        environment,
                        AsetTraining.settings(selection.base().settings())));
    }

    /** Scores the present network and keeps it if it is the best one so far. */
    private void look() {
        GreedyAgent agent = training.agent().greedy();
        double score = score(agent::act);
        Point point = new Point(training.episodes(), training.agent().steps(), score);
        curve.add(point, () -> training.agent().network().copy());
    }

    private double score(ToIntFunction<double[]> decider) {
        return selection.score((scenario, seed) -> new SwitchingPolicy(
                "agent",
                state,
                AsetActions.policies(state, scenario.settings()),
                AsetActions.period(scenario.settings()),
                decider));
    }

    @Override
    public void train(int episodes, Runnable step) {
        training.runEpisodes(episodes, report -> step.run());
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
            double score = score(observation -> agent.act(observation, action, margin));
            bestUse = score > bestUse.score ? new Use(usual, margin, score) : bestUse;
        }
        return bestUse;
    }

    /** Saves the best network found so far, with the margin that serves it best under the selection seeds. */
    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Use use = bestUse();
        Point best = curve.best();
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("reward", selection.reward().label());
        metadata.put("episodes", String.valueOf(best.episodes));
        metadata.put("steps", String.valueOf(best.steps));
        metadata.put("selection_score", String.valueOf(best.score));
        metadata.put("usual_action", use.usual);
        metadata.put("margin", String.valueOf(use.margin));
        metadata.put("selection_score_with_margin", String.valueOf(use.score));
        if (selection.base().settings().fallback() == Fallback.NONE) {
            metadata.put(AsetMixture.NAME, AsetMixture.tuned(selection).text());
        }
        AsetNetwork.describe(curve.network(), selection.base(), state, metadata).save(file);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        training.save(file);
    }
}
