// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.encog.neural.flat.FlatNetwork;

/** Derivatives of a loss in a network's weights by central differences. */
final class Differences {
    private static final double STEP = 1e-5;
    /** Smallest distance of a ReLU unit from its kink: far more than a step of one weight moves it. */
    private static final double CLEARANCE = 1e-3;

    private Differences() {}

    /** Makes a network none of whose weights is special; biases of a new one are zero. */
    static QNetwork network(List<Integer> layers, Activation activation, UniformRandomProvider random) {
        QNetwork network = QNetwork.random(layers, activation, random);
        double[] weights = network.weights();
        for (int i = 0; i < weights.length; i++) {
            weights[i] += 0.4 * (random.nextDouble() - 0.5);
        }
        return network;
    }

    /** Tells whether no unit is at the kink of its activation function. */
    static boolean isSmoothAt(QNetwork network, double[] input) {
        network.values(input);
        if (network.activation() != Activation.RELU) {
            return true;
        }
        FlatNetwork flat = network.encog().getFlat();
        int[] starts = flat.getLayerIndex();
        for (int layer = 1; layer < starts.length - 1; layer++) {
            for (int i = 0; i < flat.getLayerFeedCounts()[layer]; i++) {
                if (Math.abs(flat.getLayerSums()[starts[layer] + i]) < CLEARANCE) {
                    return false;
                }
            }
        }
        return true;
    }

    static double[] of(QNetwork network, DoubleSupplier loss) {
        double[] weights = network.weights();
        double[] result = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double kept = weights[i];
            weights[i] = kept + STEP;
            double above = loss.getAsDouble();
            weights[i] = kept - STEP;
            double below = loss.getAsDouble();
            weights[i] = kept;
            result[i] = (above - below) / (2 * STEP);
        }
        return result;
    }

    static void assertClose(double[] expected, double[] actual) {
        assertTrue(norm(expected) > 1e-3);
        double error = relativeDistance(expected, actual);
        assertTrue(error < 1e-6, () -> "relative error " + error);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-6 * Math.max(1e-2, Math.abs(expected[i])), "weight " + i);
        }
    }

    static double relativeDistance(double[] expected, double[] actual) {
        double[] difference = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            difference[i] = expected[i] - actual[i];
        }
        return norm(difference) / norm(expected);
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
