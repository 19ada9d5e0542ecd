// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Trains an {@link ActorCritic} in environments, in the calling thread. Of the steps of each update every environment plays as
 * many in turn, so that an update has seen as many episodes as there are environments.
 *
 * <p>A training can be saved whenever an episode has ended and resumed later; the resumed one goes on bit for bit as the first
 * one would have, provided that the environments' episodes follow from their seeds and actions alone: episodes that had begun
 * are played again up to where they were.
 */
public final class ActorCriticTraining {
    private static final String MAGIC = "virga-actor-critic-training";

    private static final ActorCritic.Update NO_UPDATE = new ActorCritic.Update(Double.NaN, Double.NaN, Double.NaN);

    private final List<Place> places = new ArrayList<>();
    private final ActorCriticSettings settings;
    private final TrainingState state;
    private final ActorCritic agent;
    private long begun;

    /**
     * How a training episode went.
     *
     * @param number number of the episode, from 0, in the order in which they began
     * @param length steps taken in the episode, at least 1
     * @param totalReward sum of its rewards, not discounted
     * @param totalSteps steps taken in all episodes up to the end of this one
     * @param lastUpdate what the last update while it was played found; not a number each if there was none
     */
    public record Episode(
            long number, int length, double totalReward, long totalSteps, ActorCritic.Update lastUpdate) {}

    /** One of the episodes that are played side by side. */
    private static final class Place {
        private final Environment environment;
        private final List<Integer> actions = new ArrayList<>();
        private double[] observation;
        private long number;
        private double totalReward;
        private ActorCritic.Update lastUpdate;

        Place(Environment environment) {
            this.environment = environment;
        }

        boolean isPlaying() {
            return observation != null;
        }

        void begin(long episode, long seed) {
            number = episode;
            observation = environment.reset(seed);
            actions.clear();
            totalReward = 0;
            lastUpdate = NO_UPDATE;
        }

        EnvironmentStep step(int action) {
            EnvironmentStep step = environment.step(action);
            actions.add(action);
            totalReward += step.reward();
            observation = step.ended() ? null : step.observation();
            return step;
        }
    }

    /**
     * Makes a training that has not begun.
     *
     * @param environments makes the environments where the agent learns, all of the same problem
     * @param settings how it learns
     * @param seed fixes the agent's chance and the seed of every episode
     */
    public ActorCriticTraining(Supplier<Environment> environments, ActorCriticSettings settings, long seed) {
        this.settings = settings;
        for (int i = 0; i < settings.batches().episodes(); i++) {
            places.add(new Place(environments.get()));
        }
        Environment first = places.get(0).environment;
        state = new TrainingState(MAGIC, first, settings, seed);
        agent = new ActorCritic(first.observation().size(), first.actions().size(), settings, seed);
    }

    /**
     * Loads a training that was saved.
     *
     * @param file a file written by {@link #save}
     * @param environments makes environments equal to those the training began in
     * @param settings the settings the training began with
     * @return the training, as it was when it was saved
     * @throws InvalidInputException if the file is missing, foreign, damaged, of another format, or is of an environment
     *     of another identity, of other observations or actions, or of other settings
     */
    public static ActorCriticTraining resume(
            Path file, Supplier<Environment> environments, ActorCriticSettings settings) {
        ActorCriticTraining training = new ActorCriticTraining(environments, settings, 0);
        training.state.load(file, training::read);
        return training;
    }

    /**
     * Saves everything that the rest of the training depends on: both networks, the optimisers' moments, the steps that
     * wait for the next update, the random generator, all counters, the actions of the episodes that are being played.
     *
     * @param file the file to write; an older one is replaced once the new one is complete
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        state.save(file, this::write);
    }

    private void write(DataOutput out) throws IOException {
        agent.write(out);
        out.writeLong(begun);
        for (Place place : places) {
            out.writeBoolean(place.isPlaying());
            if (place.isPlaying()) {
                out.writeLong(place.number);
                out.writeInt(place.actions.size());
                for (int action : place.actions) {
                    out.writeInt(action);
                }
            }
        }
    }

    private void read(DataInput in) throws IOException {
        agent.read(in);
        begun = in.readLong();
        for (Place place : places) {
            if (in.readBoolean()) {
                long number = in.readLong();
                place.begin(number, state.seedOf(number));
                for (int left = in.readInt(); left > 0; left--) {
                    place.step(in.readInt());
                }
            }
        }
    }

    /**
     * Trains until so many more episodes have ended.
     *
     * @param count how many, zero or more
     * @param listener is told of each as it ends; the training can be saved then
     */
    public void runEpisodes(int count, Consumer<Episode> listener) {
        long end = state.episodes() + count;
        while (state.episodes() < end) {
            step(places.get(agent.waiting() / settings.segment()), listener);
        }
    }

    private void step(Place place, Consumer<Episode> listener) {
        if (!place.isPlaying()) {
            place.begin(begun, state.seedOf(begun));
            begun++;
        }
        double[] observation = place.observation;
        boolean[] allowed = place.environment.allowed();
        int action = agent.act(observation, allowed);
        EnvironmentStep step = place.step(action);
        agent.observe(
                observation, allowed, action, step.reward(), step.observation(), step.terminated(), step.truncated());
        agent.learn().ifPresent(update -> places.forEach(each -> each.lastUpdate = update));
        if (step.ended()) {
            state.endEpisode();
            listener.accept(new Episode(
                    place.number, place.actions.size(), place.totalReward, agent.steps(), place.lastUpdate));
        }
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
