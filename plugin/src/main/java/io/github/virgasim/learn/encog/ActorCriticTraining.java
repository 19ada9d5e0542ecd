// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Trains an {@link ActorCritic} in an environment, episode after episode, in the calling thread.
 *
 * <p>A training can be saved between two episodes and resumed later; the resumed one goes on bit for bit as the first
 * one would have, provided that the environment's episodes follow from their seeds alone.
 */
public final class ActorCriticTraining {
    private static final String MAGIC = "virga-actor-critic-training";

    private static final ActorCritic.Update NO_UPDATE = new ActorCritic.Update(Double.NaN, Double.NaN, Double.NaN);

    private final Environment environment;
    private final TrainingState state;
    private final ActorCritic agent;

    /**
     * How a training episode went.
     *
     * @param number number of the episode, from 0
     * @param length steps taken in the episode, at least 1
     * @param totalReward sum of its rewards, not discounted
     * @param totalSteps steps taken in all episodes up to the end of this one
     * @param lastUpdate what the last update within the episode found; not a number each if there was none
     */
    public record Episode(
            long number, int length, double totalReward, long totalSteps, ActorCritic.Update lastUpdate) {}

    /**
     * Makes a training that has not begun.
     *
     * @param environment where the agent learns
     * @param settings how it learns
     * @param seed fixes the agent's chance and the seed of every episode
     */
    public ActorCriticTraining(Environment environment, ActorCriticSettings settings, long seed) {
        this(
                environment,
                settings,
                seed,
                observation -> new double[environment.actions().size()]);
    }

    /**
     * Makes a training that has not begun, of an agent with a prior.
     *
     * @param environment where the agent learns
     * @param settings how it learns
     * @param seed as above
     * @param prior as for {@link ActorCritic#ActorCritic(int, int, ActorCriticSettings, long, UnaryOperator)}
     */
    public ActorCriticTraining(
            Environment environment, ActorCriticSettings settings, long seed, UnaryOperator<double[]> prior) {
        this.environment = environment;
        state = new TrainingState(MAGIC, environment, settings, seed);
        agent = new ActorCritic(
                environment.observation().size(), environment.actions().size(), settings, seed, prior);
    }

    /**
     * Loads a training that was saved.
     *
     * @param file a file written by {@link #save}
     * @param environment an environment equal to the one the training began in
     * @param settings the settings the training began with
     * @return the training, as it was when it was saved
     * @throws InvalidInputException if the file is missing, foreign, damaged, of another format, or is of an environment
     *     of another identity, of other observations or actions, or of other settings
     */
    public static ActorCriticTraining resume(Path file, Environment environment, ActorCriticSettings settings) {
        return resume(
                file,
                environment,
                settings,
                observation -> new double[environment.actions().size()]);
    }

    /**
     * Loads a training that was saved, of an agent with a prior.
     *
     * @param file a file written by {@link #save}
     * @param environment an environment equal to the one the training began in
     * @param settings the settings the training began with
     * @param prior the prior the training began with
     * @return the training, as it was when it was saved
     * @throws InvalidInputException as above
     */
    public static ActorCriticTraining resume(
            Path file, Environment environment, ActorCriticSettings settings, UnaryOperator<double[]> prior) {
        ActorCriticTraining training = new ActorCriticTraining(environment, settings, 0, prior);
        training.state.load(file, training.agent::read);
        return training;
    }

    /**
     * Saves everything that the rest of the training depends on: both networks, the optimisers' moments, the steps that
     * wait for the next update, the random generator, all counters.
     *
     * @param file the file to write; an older one is replaced once the new one is complete
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        state.save(file, agent::write);
    }

    /**
     * Trains for a number of episodes.
     *
     * @param count how many, zero or more
     * @param listener is told of each as it ends; the training can be saved then
     */
    public void runEpisodes(int count, Consumer<Episode> listener) {
        for (int i = 0; i < count; i++) {
            runEpisode(listener);
        }
    }

    private void runEpisode(Consumer<Episode> listener) {
        double[] observation = state.nextEpisode();
        double totalReward = 0;
        int length = 0;
        ActorCritic.Update last = NO_UPDATE;
        EnvironmentStep step;
        do {
            boolean[] allowed = environment.allowed();
            int action = agent.act(observation, allowed);
            step = environment.step(action);
            agent.observe(
                    observation,
                    allowed,
                    action,
                    step.reward(),
                    step.observation(),
                    step.terminated(),
                    step.truncated());
            last = agent.learn().orElse(last);
            totalReward += step.reward();
            length++;
            observation = step.observation();
        } while (!step.ended());
        listener.accept(new Episode(state.endEpisode(), length, totalReward, agent.steps(), last));
    }

    /**
     * Returns the agent that is trained.
     *
     * @return the agent itself
     */
    public ActorCritic agent() {
        return agent;
    }

    /**
     * Counts the episodes that have ended.
     *
     * @return the number of episodes
     */
    public long episodes() {
        return state.episodes();
    }
}
