// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.EpisodeListener;
import io.github.virgasim.learn.EpisodeReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Trains a {@link DoubleDqn} in an environment, episode after episode, in the calling thread.
 *
 * <p>A training can be saved between two episodes and resumed later; the resumed one goes on bit for bit as the first
 * one would have, provided that the environment's episodes follow from their seeds alone.
 */
public final class DqnTraining {
    private static final String MAGIC = "virga-dqn-training";

    private final Environment environment;
    private final TrainingState state;
    private final DoubleDqn agent;

    /**
     * Makes a training that has not begun.
     *
     * @param environment where the agent learns
     * @param settings how it learns
     * @param seed fixes the agent's chance and the seed of every episode
     */
    public DqnTraining(Environment environment, DqnSettings settings, long seed) {
        this.environment = environment;
        state = new TrainingState(MAGIC, environment, settings, seed);
        agent = new DoubleDqn(
                environment.observation().size(), environment.actions().size(), settings, seed);
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
    public static DqnTraining resume(Path file, Environment environment, DqnSettings settings) {
        DqnTraining training = new DqnTraining(environment, settings, 0);
        training.state.load(file, training.agent::read);
        return training;
    }

    /**
     * Saves everything that the rest of the training depends on: both networks, the optimiser's moments, the replay
     * buffer, the random generators, all counters. The size is about that of the replay buffer's content, compressed.
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
     * @param listener is told of each
     */
    public void runEpisodes(int count, EpisodeListener listener) {
        for (int i = 0; i < count; i++) {
            runEpisode(listener);
        }
    }

    /**
     * Trains until a number of steps has been taken since the training began, and then to the end of the episode.
     *
     * @param total number of steps, including those taken before this call
     * @param listener is told of each episode
     */
    public void runUntil(long total, EpisodeListener listener) {
        while (agent.steps() < total) {
            runEpisode(listener);
        }
    }

    private void runEpisode(EpisodeListener listener) {
        double[] observation = state.nextEpisode();
        double totalReward = 0;
        double totalLoss = 0;
        int length = 0;
        int updates = 0;
        boolean[] allowed = environment.allowed();
        EnvironmentStep step;
        do {
            int action = agent.act(observation, allowed, agent.epsilon());
            step = environment.step(action);
            allowed = step.terminated() ? allowed : environment.allowed();
            agent.observe(
                    observation,
                    action,
                    step.reward(),
                    step.observation(),
                    allowed,
                    step.terminated(),
                    step.truncated());
            double loss = agent.learn();
            if (!Double.isNaN(loss)) {
                totalLoss += loss;
                updates++;
            }
            totalReward += step.reward();
            length++;
            observation = step.observation();
        } while (!step.ended());
        double meanLoss = updates == 0 ? Double.NaN : totalLoss / updates;
        listener.ended(
                new EpisodeReport(state.endEpisode(), length, totalReward, agent.steps(), agent.epsilon(), meanLoss));
    }

    /**
     * Returns the agent that is trained.
     *
     * @return the agent itself
     */
    public DoubleDqn agent() {
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
