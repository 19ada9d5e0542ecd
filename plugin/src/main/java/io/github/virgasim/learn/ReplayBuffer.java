// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The latest experience, kept in primitive arrays and sampled uniformly (Lin 1992; Mnih et al. 2015).
 *
 * <p>An entry is (observation, action, return, next observation, the actions allowed there, discount): the value to learn
 * for the action is {@code return + discount * value(next observation)}. With {@code steps} = n the return is the discounted sum of up to
 * n rewards and the next observation is the one after them (Sutton 1988); at the end of an episode the sums get
 * shorter. The rewards are those that really came, also after random actions, without correction for them. The
 * discount is gamma to the power of the number of rewards, or 0 where the episode terminated; after a truncation it is
 * not 0, because life would have gone on.
 *
 * <p>Memory: {@code capacity * (16 * observation size + 20 + actions)} bytes, taken at once.
 */
public final class ReplayBuffer {
    private final int capacity;
    private final int width;
    private final int actionCount;
    private final int steps;
    private final double gamma;
    private final double[] observations;
    private final double[] nextObservations;
    private final boolean[] nextAllowed;
    private final int[] actions;
    private final double[] returns;
    private final double[] discounts;
    private final double[] pendingObservations;
    private final int[] pendingActions;
    private final double[] pendingRewards;
    private int pending;
    private int pendingStart;
    private int size;
    private int cursor;

    /**
     * Makes an empty buffer.
     *
     * @param capacity entries kept, at least 1; the oldest makes room for the newest
     * @param observationSize length of an observation, at least 1
     * @param actionCount number of actions, at least 1
     * @param steps number of rewards in a return, at least 1
     * @param gamma discount per step, from 0 to 1
     * @throws InvalidInputException if a value is out of its range, or the entries do not fit into arrays
     */
    public ReplayBuffer(int capacity, int observationSize, int actionCount, int steps, double gamma) {
        this.capacity = Checks.atLeastOne("capacity of the replay buffer", capacity);
        this.width = Checks.atLeastOne("length of an observation", observationSize);
        this.actionCount = Checks.atLeastOne("number of actions", actionCount);
        this.steps = Checks.atLeastOne("rewards in a return", steps);
        this.gamma = Checks.within("discount", gamma, 0, 1);
        Checks.within("capacity times length of an observation", (double) capacity * width, 1, 1 << 30);
        Checks.within("capacity times number of actions", (double) capacity * actionCount, 1, 1 << 30);
        Checks.within("rewards in a return times length of an observation", (double) steps * width, 1, 1 << 30);
        observations = new double[capacity * width];
        nextObservations = new double[capacity * width];
        nextAllowed = new boolean[capacity * actionCount];
        actions = new int[capacity];
        returns = new double[capacity];
        discounts = new double[capacity];
        pendingObservations = new double[steps * width];
        pendingActions = new int[steps];
        pendingRewards = new double[steps];
    }

    /**
     * Adds a step of an episode. Steps of one episode must come in their order, and an episode's last one must be
     * marked before the next episode begins.
     *
     * @param observation what was seen before; copied
     * @param action what was done
     * @param reward what it brought
     * @param next what was seen afterwards; copied
     * @param nextAllowed the actions allowed then; copied, does not matter if the episode terminated
     * @param terminated whether the episode ended and nothing of worth follows
     * @param truncated whether the episode was cut off
     * @throws InvalidInputException if an observation has the wrong length, or a value is infinite or NaN
     */
    public void add(
            double[] observation,
            int action,
            double reward,
            double[] next,
            boolean[] nextAllowed,
            boolean terminated,
            boolean truncated) {
        check("observation", observation);
        check("next observation", next);
        if (nextAllowed.length != actionCount) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "mask must be of %d actions, was of %d", actionCount, nextAllowed.length));
        }
        if (!Double.isFinite(reward)) {
            throw new InvalidInputException("reward must be finite, was " + reward);
        }
        int slot = (pendingStart + pending++) % steps;
        System.arraycopy(observation, 0, pendingObservations, slot * width, width);
        pendingActions[slot] = action;
        pendingRewards[slot] = reward;
        boolean ended = terminated || truncated;
        while (pending == steps || (ended && pending > 0)) {
            storeOldest(next, nextAllowed, terminated);
        }
    }

    private void storeOldest(double[] next, boolean[] allowed, boolean terminated) {
        double sum = 0;
        double discount = 1;
        for (int i = 0; i < pending; i++) {
            sum += discount * pendingRewards[(pendingStart + i) % steps];
            discount *= gamma;
        }
        System.arraycopy(pendingObservations, pendingStart * width, observations, cursor * width, width);
        System.arraycopy(next, 0, nextObservations, cursor * width, width);
        System.arraycopy(allowed, 0, nextAllowed, cursor * actionCount, actionCount);
        actions[cursor] = pendingActions[pendingStart];
        returns[cursor] = sum;
        discounts[cursor] = terminated ? 0 : discount;
        pendingStart = (pendingStart + 1) % steps;
        pending--;
        cursor = (cursor + 1) % capacity;
        size = Math.min(size + 1, capacity);
    }

    private void check(String what, double[] values) {
        if (values.length != width) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s must have %d components, had %d", what, width, values.length));
        }
        for (int i = 0; i < width; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "component %d of the %s must be finite, was %s", i, what, values[i]));
            }
        }
    }

    /**
     * Counts the entries that can be sampled.
     *
     * @return how many there are, up to the capacity
     */
    public int size() {
        return size;
    }

    /**
     * Draws entries, each with the same probability, with repetition.
     *
     * @param random where the chance comes from
     * @param entries is filled with the numbers of the entries
     * @throws IllegalStateException if the buffer is empty
     */
    public void sample(UniformRandomProvider random, int[] entries) {
        if (size == 0) {
            throw new IllegalStateException("the replay buffer is empty");
        }
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextInt(size);
        }
    }

    /**
     * Copies the observation of an entry.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @param into receives the observation
     */
    public void observation(int entry, double[] into) {
        System.arraycopy(observations, entry * width, into, 0, width);
    }

    /**
     * Copies the observation after the last reward of an entry's return.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @param into receives the observation
     */
    public void nextObservation(int entry, double[] into) {
        System.arraycopy(nextObservations, entry * width, into, 0, width);
    }

    /**
     * Copies which actions were allowed after the last reward of an entry's return.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @param into receives the mask
     */
    public void nextAllowed(int entry, boolean[] into) {
        System.arraycopy(nextAllowed, entry * actionCount, into, 0, actionCount);
    }

    /**
     * Looks up the action of an entry.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @return index of the action
     */
    public int action(int entry) {
        return actions[entry];
    }

    /**
     * Looks up the discounted sum of an entry's rewards.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @return the return
     */
    public double returnOf(int entry) {
        return returns[entry];
    }

    /**
     * Looks up the weight of the next observation's value.
     *
     * @param entry number of the entry, from 0 to below {@link #size()}
     * @return the discount, 0 where the episode terminated
     */
    public double discount(int entry) {
        return discounts[entry];
    }

    /**
     * Writes all entries. Must be called between two episodes.
     *
     * @param out receives size, cursor and entries
     * @throws IOException if {@code out} fails
     * @throws IllegalStateException if an episode is under way with more than one reward per return
     */
    public void write(DataOutput out) throws IOException {
        if (pending > 0) {
            throw new IllegalStateException("the replay buffer can be written between two episodes only");
        }
        out.writeInt(size);
        out.writeInt(cursor);
        for (int i = 0; i < size; i++) {
            out.writeInt(actions[i]);
            out.writeDouble(returns[i]);
            out.writeDouble(discounts[i]);
            for (int j = i * width; j < (i + 1) * width; j++) {
                out.writeDouble(observations[j]);
                out.writeDouble(nextObservations[j]);
            }
            for (int j = i * actionCount; j < (i + 1) * actionCount; j++) {
                out.writeBoolean(nextAllowed[j]);
            }
        }
    }

    /**
     * Replaces all entries by those written from a buffer of the same shape.
     *
     * @param in gives what {@link #write} wrote
     * @throws IOException if {@code in} fails, ends too early, or holds impossible sizes
     */
    public void read(DataInput in) throws IOException {
        size = in.readInt();
        cursor = in.readInt();
        if (size < 0 || size > capacity || cursor != (size < capacity ? size : Math.floorMod(cursor, capacity))) {
            throw new IOException(
                    String.format(Locale.ROOT, "%d entries, next at %d, in a buffer of %d", size, cursor, capacity));
        }
        pending = 0;
        pendingStart = 0;
        for (int i = 0; i < size; i++) {
            actions[i] = in.readInt();
            returns[i] = in.readDouble();
            discounts[i] = in.readDouble();
            for (int j = i * width; j < (i + 1) * width; j++) {
                observations[j] = in.readDouble();
                nextObservations[j] = in.readDouble();
            }
            for (int j = i * actionCount; j < (i + 1) * actionCount; j++) {
                nextAllowed[j] = in.readBoolean();
            }
        }
    }
}
