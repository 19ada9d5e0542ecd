// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.agent.encog;

import io.github.virgasim.input.InvalidInputException;

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
     * Returns the values behind a decision.
     *
     * @param observation as for {@link #act}
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
        int best = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new InvalidInputException("value of action " + i + " must be a number, was NaN");
            }
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
