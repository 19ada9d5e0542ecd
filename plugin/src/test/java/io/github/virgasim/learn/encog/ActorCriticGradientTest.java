// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.learn.MaskedSoftmax;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses of actor and critic, written down once more, against central differences. */
class ActorCriticGradientTest {
    private static final int SAMPLES = 12;
    private static final int ACTIONS = 5;

    private record Sample(double[] input, boolean[] allowed, int action, double advantage) {}

    static Stream<Arguments> losses() {
        double[][] weights = {{1, 0}, {0, 1}, {1, 0.3}};
        List<List<Integer>> shapes = List.of(List.of(3, ACTIONS), List.of(4, 7, ACTIONS), List.of(3, 8, 6, ACTIONS));
        return Stream.of(Activation.values())
                .flatMap(activation -> shapes.stream()
                        .flatMap(shape ->
                                Stream.of(weights).map(pair -> Arguments.of(activation, shape, pair[0], pair[1]))));
    }

    /** Policy loss alone, entropy alone, and both. */
    @ParameterizedTest
    @MethodSource("losses")
    void thePolicysSlopesEqualDifferences(
            Activation activation, List<Integer> layers, double advantageWeight, double bonus) {
        UniformRandomProvider random = new RandomStreams(3).stream("actor-gradient-test");
        QNetwork network = Differences.network(layers, activation, random);
        List<Sample> samples = samples(network, random, advantageWeight);
        double[] expected = Differences.of(network, () -> loss(network, samples, bonus));
        Gradient gradient = new Gradient(network);
        MaskedSoftmax policy = new MaskedSoftmax(ACTIONS);
        double[] slopes = new double[ACTIONS];
        double loss = 0;
        for (Sample sample : samples) {
            policy.of(network.values(sample.input), sample.allowed);
            loss += policy.loss(sample.action, sample.advantage, bonus);
            policy.slopes(sample.action, sample.advantage, bonus, slopes);
            gradient.add(slopes);
        }
        assertEquals(loss(network, samples, bonus), loss, 1e-9);
        Differences.assertClose(expected, gradient.values());
    }

    /** The clipped loss, in log p: flat where the probability has moved too far in the direction that the advantage wants. */
    @Test
    void theClippedLossHasTheSlopeOfItsFormula() {
        double clip = 0.2;
        for (double advantage : new double[] {-2, -0.5, 0.7, 3}) {
            for (double ratio : new double[] {0.5, 0.79, 0.81, 1, 1.19, 1.21, 2}) {
                double step = 1e-6;
                double slope = (clipped(advantage, ratio * Math.exp(step), clip)
                                - clipped(advantage, ratio * Math.exp(-step), clip))
                        / (2 * step);
                assertEquals(slope, -ActorCritic.weighed(advantage, ratio, clip), 1e-6, advantage + " at " + ratio);
            }
        }
    }

    private static double clipped(double advantage, double ratio, double clip) {
        double bounded = Math.max(1 - clip, Math.min(1 + clip, ratio));
        return -Math.min(ratio * advantage, bounded * advantage);
    }

    static Stream<Arguments> critics() {
        return Stream.of(Activation.values()).map(activation -> Arguments.of(activation, List.of(4, 9, 6, 1)));
    }

    @ParameterizedTest
    @MethodSource("critics")
    void theCriticsSlopesEqualDifferences(Activation activation, List<Integer> layers) {
        UniformRandomProvider random = new RandomStreams(4).stream("critic-gradient-test");
        QNetwork network = Differences.network(layers, activation, random);
        List<double[]> inputs = new ArrayList<>();
        while (inputs.size() < SAMPLES) {
            double[] input = random.doubles(4, -2, 2).toArray();
            if (Differences.isSmoothAt(network, input)) {
                inputs.add(input);
            }
        }
        double[] goals = random.doubles(SAMPLES, -3, 3).toArray();
        double[] expected = Differences.of(network, () -> {
            double loss = 0;
            for (int i = 0; i < SAMPLES; i++) {
                loss += Math.pow(network.values(inputs.get(i))[0] - goals[i], 2) / 2;
            }
            return loss;
        });
        Gradient gradient = new Gradient(network);
        for (int i = 0; i < SAMPLES; i++) {
            gradient.add(new double[] {network.values(inputs.get(i))[0] - goals[i]});
        }
        Differences.assertClose(expected, gradient.values());
    }

    private static List<Sample> samples(QNetwork network, UniformRandomProvider random, double advantageWeight) {
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < SAMPLES) {
            double[] input = random.doubles(network.layers().get(0), -2, 2).toArray();
            int action = random.nextInt(ACTIONS);
            boolean[] allowed = new boolean[ACTIONS];
            for (int i = 0; i < ACTIONS; i++) {
                allowed[i] = i == action || random.nextDouble() < 0.6;
            }
            double advantage = advantageWeight * random.nextDouble(-2, 2);
            if (Differences.isSmoothAt(network, input)) {
                samples.add(new Sample(input, allowed, action, advantage));
            }
        }
        return samples;
    }

    /** The definitions: log p = z - log sum exp z, entropy = - sum p log p, sums over allowed actions. */
    private static double loss(QNetwork network, List<Sample> samples, double bonus) {
        double loss = 0;
        for (Sample sample : samples) {
            double[] logits = network.values(sample.input);
            double total = 0;
            for (int i = 0; i < ACTIONS; i++) {
                total += sample.allowed[i] ? Math.exp(logits[i]) : 0;
            }
            loss -= sample.advantage * Math.log(Math.exp(logits[sample.action]) / total);
            for (int i = 0; i < ACTIONS; i++) {
                if (sample.allowed[i]) {
                    double p = Math.exp(logits[i]) / total;
                    loss += bonus * p * Math.log(p);
                }
            }
        }
        return loss;
    }
}
