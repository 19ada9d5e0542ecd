// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.training.propagation.back.Backpropagation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The loss is half the squared distance of the outputs from given goals, summed over samples. */
class GradientTest {
    private static final int SAMPLES = 8;

    static Stream<Arguments> networks() {
        List<List<Integer>> shapes = List.of(
                List.of(3, 2), List.of(4, 7, 3), List.of(5, 16, 16, 3), List.of(2, 9, 1, 6, 4), List.of(1, 1, 1));
        return Stream.of(Activation.values())
                .flatMap(activation -> shapes.stream().map(shape -> Arguments.of(activation, shape)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void equalsCentralDifferences(Activation activation, List<Integer> layers) {
        UniformRandomProvider random = new RandomStreams(5).stream("gradient-test");
        QNetwork network = Differences.network(layers, activation, random);
        List<double[][]> samples = samples(network, random);
        double[] expected = Differences.of(network, () -> loss(network, samples));
        double[] actual = gradient(network, samples);
        Differences.assertClose(expected, actual);
    }

    /** Why Encog's trainers are not used: below the output layer their gradient is another one. */
    @Test
    void encogsOwnGradientIsWrongInHiddenLayers() {
        UniformRandomProvider random = new RandomStreams(5).stream("gradient-test");
        QNetwork network = Differences.network(List.of(5, 16, 16, 3), Activation.TANH, random);
        List<double[][]> samples = samples(network, random).subList(0, 1);
        double[] right = Differences.of(network, () -> loss(network, samples));
        double[] theirs = encogsGradient(network, samples.get(0));
        int outputWeights = 17 * 3;
        for (int i = 0; i < outputWeights; i++) {
            assertEquals(right[i], theirs[i], 1e-6, "weight " + i + " of the output layer");
        }
        assertTrue(Differences.relativeDistance(right, theirs) > 0.05);
    }

    @Test
    void isClippedToItsNormAndScaled() {
        QNetwork network = new QNetwork(List.of(1, 1), Activation.RELU);
        Gradient gradient = new Gradient(network);
        network.values(new double[] {0.75});
        gradient.add(new double[] {4});
        assertEquals(5, gradient.clip(2), 1e-12);
        assertEquals(2 * 0.6, gradient.values()[0], 1e-12);
        assertEquals(2 * 0.8, gradient.values()[1], 1e-12);
        assertEquals(2, gradient.clip(Double.POSITIVE_INFINITY), 1e-12);
        gradient.scale(0.5);
        assertEquals(1, gradient.clip(1.5), 1e-12);
        gradient.clear();
        assertEquals(0, gradient.clip(1));
    }

    private static List<double[][]> samples(QNetwork network, UniformRandomProvider random) {
        int inputs = network.layers().get(0);
        int outputs = network.layers().get(network.layers().size() - 1);
        List<double[][]> samples = new ArrayList<>();
        while (samples.size() < SAMPLES) {
            double[] input = random.doubles(inputs, -2, 2).toArray();
            double[] goal = random.doubles(outputs, -2, 2).toArray();
            if (Differences.isSmoothAt(network, input)) {
                samples.add(new double[][] {input, goal});
            }
        }
        return samples;
    }

    private static double loss(QNetwork network, List<double[][]> samples) {
        double loss = 0;
        for (double[][] sample : samples) {
            double[] values = network.values(sample[0]);
            for (int i = 0; i < values.length; i++) {
                loss += 0.5 * (values[i] - sample[1][i]) * (values[i] - sample[1][i]);
            }
        }
        return loss;
    }

    private static double[] gradient(QNetwork network, List<double[][]> samples) {
        Gradient gradient = new Gradient(network);
        for (double[][] sample : samples) {
            double[] slopes = network.values(sample[0]).clone();
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] -= sample[1][i];
            }
            gradient.add(slopes);
        }
        return gradient.values();
    }

    /** One iteration of plain gradient descent with learning rate 1 moves the weights by minus the gradient. */
    private static double[] encogsGradient(QNetwork network, double[][] sample) {
        double[] before = network.weights().clone();
        BasicNetwork copy = (BasicNetwork) network.encog().clone();
        Backpropagation trainer = new Backpropagation(
                copy, new BasicMLDataSet(new double[][] {sample[0]}, new double[][] {sample[1]}), 1, 0);
        trainer.setThreadCount(1);
        trainer.fixFlatSpot(false);
        trainer.iteration();
        double[] after = copy.getFlat().getWeights();
        double[] gradient = new double[before.length];
        for (int i = 0; i < before.length; i++) {
            gradient[i] = before[i] - after[i];
        }
        return gradient;
    }
}
