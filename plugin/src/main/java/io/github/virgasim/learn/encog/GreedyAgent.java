// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.MaskedSoftmax;

/**
 * A trained network in use: always the action of the highest value, no learning, no chance.
 *
 * <p>A decision allocates nothing and takes a few microseconds for networks of some ten thousand weights. One thread
 * at a time.
 */
public final class GreedyAgent {
    private final QNetwork network;

    /**
     * Makes an agent that decides by a network as it is now.
     *
     * @param network the network; copied
     */
    public GreedyAgent(QNetwork network) {
        this.network = network.copy();
    }

    /**
     * Decides.
     *
     * @param observation as long as the input layer of the network, all values finite
     * @return index of the action of the highest value; the lowest of those that share it
     * @throws InvalidInputException if the observation has the wrong length or leads to a value that is not a number
     */
    public int act(double[] observation) {
        return best(network.values(observation));
    }

    /**
     * Decides where some actions are ruled out. For a network whose outputs are the logits of a policy this is the most
     * likely action.
     *
     * @param observation as for {@link #act(double[])}
     * @param allowed for each action whether it may be taken; at least one is true
     * @return index of the allowed action of the highest value; the lowest of those that share it
     * @throws InvalidInputException if the mask has the wrong length or allows nothing, or as for {@link #act(double[])}
     */
    public int act(double[] observation, boolean[] allowed) {
        double[] values = network.values(observation);
        MaskedSoftmax.check(allowed, values.length);
        return best(values, allowed);
    }

    /**
     * Decides for a usual action unless another one is worth clearly more.
     *
     * @param observation as for {@link #act(double[])}
     * @param usual index of the usual action
     * @param margin by how much the value of another one must be higher, not negative
     * @return index of the action
     * @throws InvalidInputException as for {@link #act(double[])}
     */
    public int act(double[] observation, int usual, double margin) {
        double[] values = network.values(observation);
        int best = best(values);
        return values[best] - values[usual] > margin ? best : usual;
    }

    /**
     * Returns the values behind a decision.
     *
     * @param observation as for {@link #act(double[])}
     * @return the value of each action; a new array
     * @throws InvalidInputException if the observation has the wrong length
     */
    public double[] values(double[] observation) {
        return network.values(observation).clone();
    }

    /**
     * Finds the highest value.
     *
     * @param values at least one
     * @return its index; the lowest of those that share it
     * @throws InvalidInputException if a value is not a number
     */
    static int best(double[] values) {
        return best(values, null);
    }

    /** As above, among the allowed actions; null allows all. */
    static int best(double[] values, boolean[] allowed) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new InvalidInputException("value of action " + i + " must be a number, was NaN");
            }
            if ((allowed == null || allowed[i]) && (best < 0 || values[i] > values[best])) {
                best = i;
            }
        }
        return best;
    }
}
