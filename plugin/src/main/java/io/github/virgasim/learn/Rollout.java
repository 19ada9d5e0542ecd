// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/**
 * The steps of one update, of one episode or of several that follow each other, and their generalised advantages
 * (Schulman et al. 2016).
 */
public final class Rollout {
    private final double[][] observations;
    private final boolean[][] masks;
    private final int[] actions;
    private final double[] rewards;
    private final double[][] nexts;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final double[] advantages;
    private final double[] targets;
    private int size;

    /**
     * Makes an empty rollout.
     *
     * @param capacity steps of an update, at least 1
     */
    public Rollout(int capacity) {
        observations = new double[capacity][];
        masks = new boolean[capacity][];
        actions = new int[capacity];
        rewards = new double[capacity];
        nexts = new double[capacity][];
        terminated = new boolean[capacity];
        truncated = new boolean[capacity];
        advantages = new double[capacity];
        targets = new double[capacity];
    }

    /**
     * Adds a step. The arrays are kept, not copied.
     *
     * @param observation what was seen before
     * @param allowed the actions that were allowed then
     * @param action what was done
     * @param reward what it brought
     * @param next what was seen afterwards
     * @param ended whether the episode terminated
     * @param cutOff whether the episode was truncated
     */
    public void add(
            double[] observation,
            boolean[] allowed,
            int action,
            double reward,
            double[] next,
            boolean ended,
            boolean cutOff) {
        observations[size] = observation;
        masks[size] = allowed;
        actions[size] = action;
        rewards[size] = reward;
        nexts[size] = next;
        terminated[size] = ended;
        truncated[size] = cutOff;
        size++;
    }

    /**
     * Tells whether an update is due.
     *
     * @return whether there is no room for another step
     */
    public boolean isFull() {
        return size == actions.length;
    }

    /** Forgets all steps. */
    public void clear() {
        size = 0;
    }

    /**
     * Computes advantages and targets of all steps: {@code delta = reward + gamma * value(next) - value(observation)},
     * {@code advantage = delta + gamma * lambda * (advantage of the next step in the same episode)}.
     *
     * @param value the critic
     * @param gamma discount per step
     * @param lambda how far to look ahead
     */
    public void evaluate(ToDoubleFunction<double[]> value, double gamma, double lambda) {
        double later = 0;
        double nextValue = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (terminated[i]) {
                nextValue = 0;
            } else if (truncated[i] || i == size - 1) {
                nextValue = value.applyAsDouble(nexts[i]);
            }
            double own = value.applyAsDouble(observations[i]);
            boolean ended = terminated[i] || truncated[i];
            double delta = rewards[i] + gamma * nextValue - own;
            later = delta + (ended ? 0 : gamma * lambda * later);
            advantages[i] = later;
            targets[i] = later + own;
            nextValue = own;
        }
    }

    /**
     * Shifts and scales the advantages to mean 0 and standard deviation 1, so that no scale of rewards is special.
     *
     * @param group number of steps that follow each other and are standardised by themselves, at least 1; the size for all
     */
    public void standardise(int group) {
        for (int from = 0; from < size; from += group) {
            standardise(from, Math.min(size, from + group));
        }
    }

    private void standardise(int from, int to) {
        int count = to - from;
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += advantages[i] / count;
        }
        double variance = 0;
        for (int i = from; i < to; i++) {
            variance += (advantages[i] - mean) * (advantages[i] - mean) / count;
        }
        double deviation = Math.sqrt(variance) + 1e-8;
        for (int i = from; i < to; i++) {
            advantages[i] = (advantages[i] - mean) / deviation;
        }
    }

    /**
     * Counts the steps.
     *
     * @return how many there are, up to the capacity
     */
    public int size() {
        return size;
    }

    /**
     * Returns what was seen before a step.
     *
     * @param step number of the step, from 0
     * @return the array that was added
     */
    public double[] observation(int step) {
        return observations[step];
    }

    /**
     * Returns the actions that were allowed in a step.
     *
     * @param step number of the step, from 0
     * @return the array that was added
     */
    public boolean[] allowed(int step) {
        return masks[step];
    }

    /**
     * Returns what was done in a step.
     *
     * @param step number of the step, from 0
     * @return index of the action
     */
    public int action(int step) {
        return actions[step];
    }

    /**
     * Returns how much better a step went than the critic expected.
     *
     * @param step number of the step, from 0
     * @return the advantage, after {@link #evaluate}
     */
    public double advantage(int step) {
        return advantages[step];
    }

    /**
     * Returns what the critic should have said of the observation.
     *
     * @param step number of the step, from 0
     * @return the target, after {@link #evaluate}
     */
    public double target(int step) {
        return targets[step];
    }

    /**
     * Writes all steps.
     *
     * @param out receives them
     * @throws IOException if {@code out} fails
     */
    public void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            StateFile.writeNumbers(out, observations[i]);
            for (boolean allowed : masks[i]) {
                out.writeBoolean(allowed);
            }
            out.writeInt(actions[i]);
            out.writeDouble(rewards[i]);
            StateFile.writeNumbers(out, nexts[i]);
            out.writeBoolean(terminated[i]);
            out.writeBoolean(truncated[i]);
        }
    }

    /**
     * Replaces all steps by those written.
     *
     * @param in gives what {@link #write} wrote
     * @param observationSize length of an observation
     * @param actionCount number of actions
     * @throws IOException if {@code in} fails, ends too early, or holds too many steps
     */
    public void read(DataInput in, int observationSize, int actionCount) throws IOException {
        int saved = in.readInt();
        if (saved < 0 || saved > actions.length) {
            throw new IOException("a rollout of " + actions.length + " steps holds " + saved);
        }
        clear();
        while (size < saved) {
            double[] observation = new double[observationSize];
            StateFile.readNumbers(in, observation);
            boolean[] allowed = new boolean[actionCount];
            for (int i = 0; i < actionCount; i++) {
                allowed[i] = in.readBoolean();
            }
            int action = in.readInt();
            double reward = in.readDouble();
            double[] next = new double[observationSize];
            StateFile.readNumbers(in, next);
            add(observation, allowed, action, reward, next, in.readBoolean(), in.readBoolean());
        }
    }
}
