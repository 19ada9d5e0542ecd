// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import java.util.Arrays;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.neural.flat.FlatNetwork;

/**
 * The gradient of a loss in a network's weights, by backward propagation, summed over samples.
 *
 * <p>For each sample call {@link QNetwork#values} and then {@link #add} with the derivative of the sample's loss in
 * each output.
 */
final class Gradient {
    private final FlatNetwork flat;
    private final double[] sum;
    private final double[] deltas;

    /**
     * Makes a gradient that is zero.
     *
     * @param network the network that the samples are shown to
     */
    Gradient(QNetwork network) {
        flat = network.encog().getFlat();
        sum = new double[flat.getWeights().length];
        deltas = new double[flat.getLayerOutput().length];
    }

    /** Sets the sum to zero. */
    void clear() {
        Arrays.fill(sum, 0);
    }

    /**
     * Adds the gradient of the sample that the network has seen last.
     *
     * @param slopes derivative of the loss in each output of the network, as long as the output layer
     */
    void add(double[] slopes) {
        System.arraycopy(slopes, 0, deltas, 0, flat.getOutputCount());
        int connections = flat.getLayerCounts().length - 1;
        // Encog counts layers from the output: 0 is the output, connection i leads from layer i + 1 to layer i.
        for (int i = 0; i < connections; i++) {
            boolean fromHidden = i + 1 < connections;
            propagate(i, fromHidden);
            if (fromHidden) {
                applyActivation(i + 1);
            }
        }
    }

    private void propagate(int upper, boolean fromHidden) {
        double[] weights = flat.getWeights();
        double[] outputs = flat.getLayerOutput();
        int units = flat.getLayerFeedCounts()[upper];
        int inputs = flat.getLayerCounts()[upper + 1];
        int unitStart = flat.getLayerIndex()[upper];
        int inputStart = flat.getLayerIndex()[upper + 1];
        int weightStart = flat.getWeightIndex()[upper];
        if (fromHidden) {
            Arrays.fill(deltas, inputStart, inputStart + inputs, 0);
        }
        for (int unit = 0; unit < units; unit++) {
            double delta = deltas[unitStart + unit];
            if (delta == 0) {
                continue;
            }
            int row = weightStart + unit * inputs;
            for (int k = 0; k < inputs; k++) {
                sum[row + k] += delta * outputs[inputStart + k];
            }
            if (fromHidden) {
                for (int k = 0; k < inputs; k++) {
                    deltas[inputStart + k] += delta * weights[row + k];
                }
            }
        }
    }

    private void applyActivation(int layer) {
        ActivationFunction function = flat.getActivationFunctions()[layer];
        double[] sums = flat.getLayerSums();
        double[] outputs = flat.getLayerOutput();
        int start = flat.getLayerIndex()[layer];
        int end = start + flat.getLayerFeedCounts()[layer];
        for (int i = start; i < end; i++) {
            deltas[i] *= function.derivativeFunction(sums[i], outputs[i]);
        }
    }

    /**
     * Multiplies the sum, for example by 1 / samples to get the mean.
     *
     * @param factor the factor
     */
    void scale(double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= factor;
        }
    }

    /**
     * Shortens the gradient to a length, keeping its direction (Pascanu et al. 2013).
     *
     * @param longest the longest Euclidean norm allowed, above zero; infinite for no limit
     * @return the norm that the gradient had before
     */
    double clip(double longest) {
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double norm = Math.sqrt(squares);
        if (norm > longest) {
            scale(longest / norm);
        }
        return norm;
    }

    /**
     * Returns the sum.
     *
     * @return one derivative for each weight, in the order of {@link QNetwork#weights}; the array is this object's own
     */
    double[] values() {
        return sum;
    }
}
