// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.encog.ActorCriticTraining;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.QNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Trains ECSRL's agent, looks now and then how well the mean of its latest networks does without chance on the selection
 * seeds, and keeps the best one. In the calling thread.
 */
public final class EcsrlTrainer implements Trainer<EcsrlTrainer.Point> {
    /** Share of the average that an episode renews: about thirty episodes count. */
    private static final double RENEWED = 0.03;

    private static final List<Double> SHARES = List.of(EcsrlWeights.EVEN, EcsrlWeights.EVEN, 0.2, 0.8);

    private final EcsrlTraining plan;
    private final ActorCriticTraining training;
    /** Mean of the actor's weights over the last episodes, which is steadier than the actor. */
    private final QNetwork average;

    private final LearningCurve<Point, QNetwork> curve = new LearningCurve<>(Point::score);

    /**
     * A point of the learning curve.
     *
     * @param episodes training episodes before it
     * @param steps environment steps before it
     * @param objective objective per step with even weights, on the selection seeds; the smaller the better
     * @param score mean of the objectives with even weights (counted twice) and with energy shares of 0.2 and 0.8: what
     *     the best network is chosen by
     */
    public record Point(long episodes, long steps, double objective, double score) {}

    /**
     * Prepares a training.
     *
     * @param plan scenario, episodes, selection
     * @param seed of the training
     */
    public EcsrlTrainer(EcsrlTraining plan, long seed) {
        this(plan, training(plan, seed));
    }

    private static ActorCriticTraining training(EcsrlTraining plan, long seed) {
        return new ActorCriticTraining(plan::environment, EcsrlTraining.settings(), seed);
    }

    private EcsrlTrainer(EcsrlTraining plan, ActorCriticTraining training) {
        this.plan = plan;
        this.training = training;
        average = training.agent().network().copy();
        look();
    }

    /**
     * Goes on with a training that was saved. The learning curve, the mean of the networks and the choice of the best one
     * begin anew with the network as it was saved.
     *
     * @param plan as for the training that was saved
     * @param file written by {@link #saveTraining}
     * @return the training
     * @throws io.github.virgasim.input.InvalidInputException if the file is missing, damaged or of another training
     */
    public static EcsrlTrainer resume(EcsrlTraining plan, Path file) {
        return new EcsrlTrainer(plan, ActorCriticTraining.resume(file, plan::environment, EcsrlTraining.settings()));
    }

    /** Scores the present network and keeps it if it is the best one so far. */
    private void look() {
        GreedyAgent agent = new GreedyAgent(average);
        Map<Double, Double> objectives = new LinkedHashMap<>();
        double score = score(share -> {
            double objective = plan.score(share, told -> new EcsrlPolicy("agent", plan.base(), told, agent::act));
            objectives.put(share, objective);
            return objective;
        });
        Point point =
                new Point(training.episodes(), training.agent().steps(), objectives.get(EcsrlWeights.EVEN), score);
        curve.add(point, average::copy);
    }

    /** Returns the mean of the objectives with even weights (counted twice) and with energy shares of 0.2 and 0.8. */
    static double score(DoubleUnaryOperator objective) {
        Map<Double, Double> objectives = new LinkedHashMap<>();
        SHARES.forEach(share -> objectives.computeIfAbsent(share, objective::applyAsDouble));
        return SHARES.stream().mapToDouble(objectives::get).average().orElseThrow();
    }

    @Override
    public void train(int episodes, Runnable step) {
        training.runEpisodes(episodes, episode -> {
            average.moveTowards(training.agent().network(), RENEWED);
            step.run();
        });
        look();
    }

    @Override
    public LearningCurve<Point, QNetwork> curve() {
        return curve;
    }

    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Point best = curve.best();
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("episodes", String.valueOf(best.episodes));
        metadata.put("steps", String.valueOf(best.steps));
        metadata.put("selection_objective", String.valueOf(best.objective));
        metadata.put("selection_score", String.valueOf(best.score));
        EcsrlNetwork.describe(curve.network(), plan.base(), metadata).save(file);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        training.save(file);
    }
}
