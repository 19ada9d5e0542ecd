// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QNetworkTest {
    private static QNetwork random(List<Integer> layers, Activation activation, long seed) {
        return QNetwork.random(layers, activation, new RandomStreams(seed).stream("weights"));
    }

    @Test
    void computesASmallNetworkByHand() {
        QNetwork network = new QNetwork(List.of(2, 2, 1), Activation.RELU);
        double[] weights = {2, -3, 0.5, 1, 1, -1, -1, 1, 0.25};
        System.arraycopy(weights, 0, network.weights(), 0, weights.length);
        double[] values = network.values(new double[] {3, 1});
        // Hidden: 3 + 1 - 1 = 3 and -3 + 1 + 0.25 < 0; output: 2 * 3 - 3 * 0 + 0.5.
        assertArrayEquals(new double[] {6.5}, values);
        assertSame(values, network.values(new double[] {0, 0}));
        // Hidden: -1 < 0 and 0.25; output: -3 * 0.25 + 0.5.
        assertArrayEquals(new double[] {-0.25}, values);
    }

    @Test
    void startsWithTheVarianceOfItsRuleAndWithoutBias() {
        QNetwork relu = random(List.of(100, 200, 300), Activation.RELU, 1);
        assertEquals(2.0 / 100, variance(relu, 300 * 201, 100, 200), 0.02 * 0.05);
        assertEquals(2.0 / 500, variance(relu, 0, 200, 300), 0.004 * 0.05);
        QNetwork tanh = random(List.of(100, 200, 300), Activation.TANH, 1);
        assertEquals(2.0 / 300, variance(tanh, 300 * 201, 100, 200), 0.0067 * 0.05);
        for (int unit = 0; unit < 300; unit++) {
            assertEquals(0, relu.weights()[unit * 201 + 200]);
        }
    }

    private static double variance(QNetwork network, int start, int inputs, int units) {
        double squares = 0;
        for (int unit = 0; unit < units; unit++) {
            for (int i = 0; i < inputs; i++) {
                double weight = network.weights()[start + unit * (inputs + 1) + i];
                squares += weight * weight;
            }
        }
        return squares / (inputs * units);
    }

    @Test
    void sameSeedSameWeights() {
        assertArrayEquals(
                random(List.of(3, 4, 2), Activation.RELU, 7).weights(),
                random(List.of(3, 4, 2), Activation.RELU, 7).weights());
    }

    @Test
    void copiesAreIndependent() {
        QNetwork network = random(List.of(3, 4, 2), Activation.TANH, 1);
        QNetwork copy = network.copy();
        assertArrayEquals(network.weights(), copy.weights());
        double before = copy.weights()[0];
        network.weights()[0] += 1;
        assertEquals(before, copy.weights()[0]);
    }

    @Test
    void movesTowardsAnother() {
        QNetwork from = random(List.of(3, 4, 2), Activation.TANH, 1);
        QNetwork to = random(List.of(3, 4, 2), Activation.TANH, 2);
        double expected = 0.75 * from.weights()[5] + 0.25 * to.weights()[5];
        from.moveTowards(to, 0.25);
        assertEquals(expected, from.weights()[5], 1e-15);
        assertNotEquals(to.weights()[5], from.weights()[5]);
        from.moveTowards(to, 1);
        assertArrayEquals(to.weights(), from.weights());
        QNetwork other = random(List.of(3, 5, 2), Activation.TANH, 2);
        assertThrows(InvalidInputException.class, () -> from.moveTowards(other, 1));
        QNetwork relu = random(List.of(3, 4, 2), Activation.RELU, 2);
        assertThrows(InvalidInputException.class, () -> from.moveTowards(relu, 1));
    }

    @Test
    void refusesImpossibleSizes() {
        for (List<Integer> layers : List.of(List.<Integer>of(), List.of(3), List.of(3, 0), List.of(100_000, 100_000))) {
            assertThrows(InvalidInputException.class, () -> new QNetwork(layers, Activation.RELU));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            List<Integer> deep = Collections.nCopies(2_000_000, 1);
            assertThrows(InvalidInputException.class, () -> new QNetwork(deep, Activation.RELU));
            List<Integer> wide = List.of(Integer.MAX_VALUE, Integer.MAX_VALUE);
            assertThrows(InvalidInputException.class, () -> new QNetwork(wide, Activation.RELU));
        });
        assertEquals(200, new QNetwork(Collections.nCopies(101, 1), Activation.RELU).weights().length);
        QNetwork network = new QNetwork(List.of(2, 1), Activation.RELU);
        assertThrows(InvalidInputException.class, () -> network.values(new double[3]));
    }
}
