// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Adam;
import io.github.virgasim.learn.MaskedSoftmax;
import io.github.virgasim.learn.ReplayBuffer;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.random.RandomStreams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Deep Q-learning (Mnih et al. 2015) with double Q-learning's targets (van Hasselt et al. 2016): the online network
 * picks the best allowed next action, the slower target network says what it is worth.
 *
 * <p>For each environment step call {@link #act}, {@link #observe} and {@link #learn}; {@link DqnTraining} does so. Same
 * seed and same observations give the same actions, bit for bit.
 */
public final class DoubleDqn {
    private final DqnSettings settings;
    private final QNetwork online;
    private final QNetwork target;
    private final Gradient gradient;
    private final Adam adam;
    private final ReplayBuffer replay;
    private final UniformRandomProvider exploration;
    private final UniformRandomProvider sampling;
    private final int actions;
    private final int[] batch;
    private final double[] seen;
    private final boolean[] allowedNext;
    private final double[] slopes;
    private long steps;
    private long updates;

    /**
     * Makes an agent that knows nothing.
     *
     * @param observationSize length of an observation, at least 1
     * @param actions number of actions, at least 1
     * @param settings how it learns
     * @param seed fixes its first weights, its exploration and its choice of experience, each by a stream of its own
     */
    public DoubleDqn(int observationSize, int actions, DqnSettings settings, long seed) {
        this.settings = settings;
        this.actions = actions;
        List<Integer> layers = new ArrayList<>();
        layers.add(observationSize);
        layers.addAll(settings.hidden());
        layers.add(actions);
        RandomStreams streams = new RandomStreams(seed);
        online = QNetwork.random(layers, settings.activation(), streams.stream("agent-weights"));
        target = online.copy();
        gradient = new Gradient(online);
        adam = new Adam(online.weights().length, settings.learningRate());
        replay = new ReplayBuffer(
                settings.replayCapacity(), observationSize, actions, settings.returnSteps(), settings.gamma());
        exploration = streams.stream("agent-exploration");
        sampling = streams.stream("agent-replay");
        batch = new int[settings.batchSize()];
        seen = new double[observationSize];
        allowedNext = new boolean[actions];
        slopes = new double[actions];
    }

    /**
     * Decides, now and then at random.
     *
     * @param observation what is seen, all values finite
     * @param allowed for each action whether it may be taken; at least one is true
     * @param epsilon share of random actions, from 0 to 1; with 0 no random number is drawn
     * @return index of an allowed action; without chance the lowest one of those with the highest value
     * @throws InvalidInputException if the observation has the wrong length or leads to a value that is not a number, or
     *     the mask has the wrong length or allows nothing
     */
    public int act(double[] observation, boolean[] allowed, double epsilon) {
        MaskedSoftmax.check(allowed, actions);
        if (epsilon > 0 && exploration.nextDouble() < epsilon) {
            return drawn(allowed);
        }
        return GreedyAgent.best(online.values(observation), allowed);
    }

    private int drawn(boolean[] allowed) {
        int count = 0;
        for (boolean one : allowed) {
            count += one ? 1 : 0;
        }
        int left = exploration.nextInt(count);
        int action = 0;
        while (!allowed[action] || left-- > 0) {
            action++;
        }
        return action;
    }

    /**
     * Takes a step into memory and counts it.
     *
     * @param observation what was seen before; copied
     * @param action what was done
     * @param reward what it brought, finite
     * @param next what was seen afterwards; copied
     * @param nextAllowed the actions allowed then; copied, does not matter if the episode terminated
     * @param terminated whether the episode ended and nothing of worth follows
     * @param truncated whether the episode was cut off
     * @throws InvalidInputException if the action does not exist, an observation has the wrong length, or a value is
     *     infinite or NaN
     */
    public void observe(
            double[] observation,
            int action,
            double reward,
            double[] next,
            boolean[] nextAllowed,
            boolean terminated,
            boolean truncated) {
        Checks.within("index of the action", action, 0, actions - 1);
        replay.add(observation, action, reward, next, nextAllowed, terminated, truncated);
        steps++;
    }

    /**
     * Improves the online network by one update, if one is due at this step.
     *
     * @return the mean loss of the entries used; NaN if no update was due
     */
    public double learn() {
        if (steps < settings.learningStarts() || steps % settings.trainEvery() != 0 || replay.size() == 0) {
            return Double.NaN;
        }
        replay.sample(sampling, batch);
        gradient.clear();
        double loss = 0;
        for (int entry : batch) {
            loss += learnFrom(entry);
        }
        gradient.scale(1.0 / batch.length);
        gradient.clip(settings.maxGradientNorm());
        adam.step(online.weights(), gradient.values());
        updates++;
        if (updates % settings.targetUpdate().every() == 0) {
            target.moveTowards(online, settings.targetUpdate().share());
        }
        return loss / batch.length;
    }

    private double learnFrom(int entry) {
        double goal = replay.returnOf(entry);
        double discount = replay.discount(entry);
        if (discount > 0) {
            replay.nextObservation(entry, seen);
            replay.nextAllowed(entry, allowedNext);
            int best = GreedyAgent.best(online.values(seen), allowedNext);
            if (best < 0) {
                // Cut off where nothing could be done: worth what could be done otherwise.
                best = GreedyAgent.best(online.values(seen));
            }
            goal += discount * target.values(seen)[best];
        }
        int action = replay.action(entry);
        replay.observation(entry, seen);
        double error = online.values(seen)[action] - goal;
        slopes[action] = settings.loss().slope(error);
        gradient.add(slopes);
        slopes[action] = 0;
        return settings.loss().of(error);
    }

    /**
     * Returns the share of random actions that the schedule wants now.
     *
     * @return the share, from 0 to 1
     */
    public double epsilon() {
        return settings.exploration().at(steps);
    }

    /**
     * Counts the steps observed.
     *
     * @return the number of steps
     */
    public long steps() {
        return steps;
    }

    /**
     * Counts the updates made.
     *
     * @return the number of updates
     */
    public long updates() {
        return updates;
    }

    /**
     * Returns the network that learns, for example to save it.
     *
     * @return the online network itself
     */
    public QNetwork network() {
        return online;
    }

    /**
     * Makes an agent that decides as this one would now without chance, and learns no more.
     *
     * @return an independent agent
     */
    public GreedyAgent greedy() {
        return new GreedyAgent(online);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        out.writeLong(updates);
        StateFile.writeNumbers(out, online.weights());
        StateFile.writeNumbers(out, target.weights());
        adam.write(out);
        StateFile.writeRandom(out, exploration);
        StateFile.writeRandom(out, sampling);
        replay.write(out);
    }

    void read(DataInput in) throws IOException {
        steps = in.readLong();
        updates = in.readLong();
        StateFile.readNumbers(in, online.weights());
        StateFile.readNumbers(in, target.weights());
        adam.read(in);
        StateFile.readRandom(in, exploration);
        StateFile.readRandom(in, sampling);
        replay.read(in);
    }
}
