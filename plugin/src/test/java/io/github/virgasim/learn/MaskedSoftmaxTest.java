// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class MaskedSoftmaxTest {
    private static final boolean[] ALL = {true, true, true, true};

    private static MaskedSoftmax policy(double[] logits, boolean[] allowed) {
        return new MaskedSoftmax(logits.length).of(logits, allowed);
    }

    @Test
    void actionsThatAreRuledOutHaveNoProbability() {
        MaskedSoftmax policy = policy(new double[] {Math.log(1), 99, Math.log(3)}, new boolean[] {true, false, true});
        assertEquals(0.25, policy.probability(0), 1e-15);
        assertEquals(0, policy.probability(1));
        assertEquals(0.75, policy.probability(2), 1e-15);
        assertEquals(-0.25 * Math.log(0.25) - 0.75 * Math.log(0.75), policy.entropy(), 1e-15);
    }

    @Test
    void equalLogitsHaveTheHighestEntropy() {
        assertEquals(Math.log(4), policy(new double[] {7, 7, 7, 7}, ALL).entropy(), 1e-15);
        boolean[] one = {false, false, true, false};
        MaskedSoftmax sure = policy(new double[] {1, 2, 3, 4}, one);
        assertEquals(0, sure.entropy());
        assertEquals(1, sure.probability(2));
    }

    @Test
    void farAwayLogitsStayFinite() {
        MaskedSoftmax policy = policy(new double[] {-1e6, 1e6, 0, 1e6}, ALL);
        assertEquals(0.5, policy.probability(1), 1e-12);
        assertEquals(Math.log(2), policy.entropy(), 1e-12);
        double[] slopes = new double[4];
        policy.slopes(0, 2, 0.1, slopes);
        assertTrue(Arrays.stream(slopes).allMatch(Double::isFinite), Arrays.toString(slopes));
        assertEquals(0, Arrays.stream(slopes).sum(), 1e-12);
    }

    @Test
    void drawsAsOftenAsItSays() {
        UniformRandomProvider random = new RandomStreams(8).stream("draws");
        double[] logits = {0.3, -1, 2, 0};
        boolean[] allowed = {true, true, false, true};
        MaskedSoftmax policy = policy(logits, allowed);
        int draws = 100_000;
        int[] counts = new int[4];
        for (int i = 0; i < draws; i++) {
            counts[policy.sample(random)]++;
        }
        assertEquals(0, counts[2]);
        for (int i = 0; i < 4; i++) {
            double p = policy.probability(i);
            // Five standard deviations of a binomial count.
            assertEquals(p, (double) counts[i] / draws, 5 * Math.sqrt(p * (1 - p) / draws) + 1e-12);
        }
    }

    @Test
    void impossibleChoicesAreRefused() {
        InvalidInputException none = assertThrows(
                InvalidInputException.class, () -> policy(new double[] {1, 2}, new boolean[] {false, false}));
        assertTrue(none.getMessage().contains("at least one action must be allowed"), none.getMessage());
        assertThrows(InvalidInputException.class, () -> policy(new double[] {1, 2}, new boolean[] {true}));
        boolean[] both = {true, true};
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InvalidInputException.class, () -> policy(new double[] {0, bad}, both));
        }
        policy(new double[] {0, Double.NaN}, new boolean[] {true, false});
    }
}
