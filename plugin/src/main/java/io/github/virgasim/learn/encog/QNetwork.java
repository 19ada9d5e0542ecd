// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.OptionalLibrary;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.encog.neural.flat.FlatNetwork;
import org.encog.neural.networks.BasicNetwork;

/**
 * A multi-layer perceptron that gives the value of each action for an observation, held in Encog's network.
 *
 * <p>All hidden layers have the same activation function, the output is linear, every layer but the last feeds a bias
 * of 1. A network keeps its layers' outputs between calls, so each thread needs its own {@link #copy}.
 */
public final class QNetwork {
    private static final long MOST_WEIGHTS = 10_000_000;
    private static final int MOST_LAYERS = 100;

    private final List<Integer> layers;
    private final Activation activation;
    private final BasicNetwork network;
    private final FlatNetwork flat;
    private final double[] output;

    /**
     * Makes a network whose weights are all zero.
     *
     * @param layers number of units of each layer without the bias: inputs, hidden layers (none or more), outputs;
     *     each at least 1; at most 100 layers after the input and ten million weights in all
     * @param activation function of the hidden layers
     * @throws InvalidInputException if a size breaks these rules, or Encog is not on the class path
     */
    public QNetwork(List<Integer> layers, Activation activation) {
        this.layers = List.copyOf(layers);
        this.activation = activation;
        Checks.within("number of weights", countWeights(this.layers), 1, MOST_WEIGHTS);
        OptionalLibrary.ENCOG.require();
        network = EncogLayers.network(this.layers, activation);
        flat = network.getFlat();
        output = new double[layers.get(layers.size() - 1)];
    }

    /**
     * Makes a network with random weights: normal with variance 2 / inputs of the unit in ReLU layers (He et al. 2015),
     * uniform with variance 2 / (inputs + outputs of the layer) in all others (Glorot and Bengio 2010); biases are 0.
     *
     * @param layers as for {@link #QNetwork(List, Activation)}
     * @param activation function of the hidden layers
     * @param random where the weights come from
     * @return the network
     * @throws InvalidInputException if a size breaks the rules
     */
    public static QNetwork random(List<Integer> layers, Activation activation, UniformRandomProvider random) {
        QNetwork network = new QNetwork(layers, activation);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] weights = network.weights();
        int last = layers.size() - 1;
        int index = weights.length;
        for (int layer = 1; layer <= last; layer++) {
            int inputs = layers.get(layer - 1);
            int units = layers.get(layer);
            boolean he = layer < last && activation == Activation.RELU;
            double scale = he ? Math.sqrt(2.0 / inputs) : Math.sqrt(6.0 / (inputs + units));
            index -= units * (inputs + 1);
            for (int unit = 0; unit < units; unit++) {
                int start = index + unit * (inputs + 1);
                for (int i = start; i < start + inputs; i++) {
                    weights[i] = scale * (he ? normal.sample() : 2 * random.nextDouble() - 1);
                }
            }
        }
        return network;
    }

    /**
     * Counts the weights of a network.
     *
     * @param layers number of units of each layer, without the bias
     * @return the number of weights and biases
     * @throws InvalidInputException if there are fewer than two layers or more than 101, or a layer has no unit
     */
    static long countWeights(List<Integer> layers) {
        Checks.count("layers after the input", layers.size() - 1, MOST_LAYERS);
        layers.forEach(size -> Checks.atLeastOne("units in a layer", size));
        double weights = 0;
        for (int i = 1; i < layers.size(); i++) {
            weights += (layers.get(i - 1) + 1.0) * layers.get(i);
        }
        return (long) weights;
    }

    /**
     * Computes the value of each action.
     *
     * @param observation as long as the input layer
     * @return the values, as long as the output layer; the array is the network's own and changes with the next call
     * @throws InvalidInputException if the observation has the wrong length
     */
    public double[] values(double[] observation) {
        if (observation.length != layers.get(0)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "observation must have %d components, had %d", layers.get(0), observation.length));
        }
        flat.compute(observation, output);
        return output;
    }

    /**
     * Makes an independent network with the same weights.
     *
     * @return the copy
     */
    public QNetwork copy() {
        QNetwork copy = new QNetwork(layers, activation);
        copy.moveTowards(this, 1);
        return copy;
    }

    /**
     * Moves each weight towards that of another network: {@code weight += share * (other's - weight)}.
     *
     * @param other a network with the same layers and activation function
     * @param share how far to go, from 0 (stay) to 1 (copy, exactly)
     * @throws InvalidInputException if the networks differ in these or the share is out of its range
     */
    public void moveTowards(QNetwork other, double share) {
        Checks.within("share of the way to the other network", share, 0, 1);
        if (!other.layers.equals(layers) || other.activation != activation) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "layers must be %s of %s, were %s of %s",
                    layers,
                    activation.label(),
                    other.layers,
                    other.activation.label()));
        }
        double[] mine = weights();
        double[] theirs = other.weights();
        if (share == 1) {
            System.arraycopy(theirs, 0, mine, 0, mine.length);
            return;
        }
        for (int i = 0; i < mine.length; i++) {
            mine[i] += share * (theirs[i] - mine[i]);
        }
    }

    /**
     * Returns the layers.
     *
     * @return number of units of each layer without the bias: inputs, hidden layers, outputs
     */
    public List<Integer> layers() {
        return layers;
    }

    /**
     * Returns the activation function of the hidden layers.
     *
     * @return the function
     */
    public Activation activation() {
        return activation;
    }

    /**
     * Returns Encog's network, for use with its own tools.
     *
     * @return the network itself: changes of its weights change this object
     */
    public BasicNetwork encog() {
        return network;
    }

    /**
     * Returns the weights, in Encog's order: the connections into the output layer come first, those out of the input
     * layer last; within a layer unit by unit, each with its weights from the units of the layer below and then the
     * weight from the bias.
     *
     * @return the weights themselves: changes of the array change the network
     */
    public double[] weights() {
        return flat.getWeights();
    }
}
