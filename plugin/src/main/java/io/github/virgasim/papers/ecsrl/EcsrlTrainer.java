// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.encog.ActorCriticTraining;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.QNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains ECSRL's agent, looks now and then how well the mean of its latest networks does without chance on the selection
 * seeds, and keeps the best one. In the calling thread.
 */
public final class EcsrlTrainer {
    /** Share of the average that an episode renews: about fifty episodes count. */
    private static final double RENEWED = 0.02;

    private static final List<Double> SHARES = List.of(EcsrlWeights.EVEN, EcsrlWeights.EVEN, 0.2, 0.8);

    private final EcsrlTraining plan;
    private final ActorCriticTraining training;
    /** Mean of the actor's weights over the last episodes, which is steadier than the actor. */
    private final QNetwork average;

    private final List<Point> curve = new ArrayList<>();
    private QNetwork best;
    private Point bestPoint;

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
        return new ActorCriticTraining(
                plan.environment(), EcsrlTraining.settings(), seed, EcsrlTraining.prior(plan.base()));
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
        return new EcsrlTrainer(
                plan,
                ActorCriticTraining.resume(
                        file, plan.environment(), EcsrlTraining.settings(), EcsrlTraining.prior(plan.base())));
    }

    /** Scores the present network and keeps it if it is the best one so far. */
    private void look() {
        GreedyAgent agent = new GreedyAgent(average, EcsrlTraining.prior(plan.base()));
        Map<Double, Double> objectives = new LinkedHashMap<>();
        for (double share : SHARES) {
            objectives.computeIfAbsent(
                    share, w -> plan.score(w, told -> new EcsrlPolicy("agent", plan.base(), told, agent::act)));
        }
        double score = SHARES.stream().mapToDouble(objectives::get).average().orElseThrow();
        Point point =
                new Point(training.episodes(), training.agent().steps(), objectives.get(EcsrlWeights.EVEN), score);
        curve.add(point);
        if (best == null || score < bestPoint.score) {
            best = average.copy();
            bestPoint = point;
        }
    }

    /**
     * Trains some episodes, then looks how well the agent does.
     *
     * @param episodes how many, zero or more
     * @param listener is told of each
     */
    public void train(int episodes, Consumer<ActorCriticTraining.Episode> listener) {
        training.runEpisodes(episodes, episode -> {
            average.moveTowards(training.agent().network(), RENEWED);
            listener.accept(episode);
        });
        look();
    }

    /**
     * Returns how well the agent did each time it was looked at, the first time before any training.
     *
     * @return in order of time, at least one point
     */
    public List<Point> curve() {
        return List.copyOf(curve);
    }

    /**
     * Returns the point at which the best network was found.
     *
     * @return the first one of the smallest score
     */
    public Point best() {
        return bestPoint;
    }

    /**
     * Saves the best network found so far.
     *
     * @param file to be written
     * @param more metadata beside what {@link EcsrlNetwork} needs, the episodes and the score
     * @throws IOException if the file cannot be written
     */
    public void save(Path file, Map<String, String> more) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("episodes", String.valueOf(bestPoint.episodes));
        metadata.put("steps", String.valueOf(bestPoint.steps));
        metadata.put("selection_objective", String.valueOf(bestPoint.objective));
        metadata.put("selection_score", String.valueOf(bestPoint.score));
        EcsrlNetwork.describe(best, plan.base(), metadata).save(file);
    }

    /**
     * Saves the training, to be resumed later.
     *
     * @param file to be written
     * @throws IOException if the file cannot be written
     */
    public void saveTraining(Path file) throws IOException {
        training.save(file);
    }
}
