// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.FogDistribution;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What iFogSim2 draws from no seed, drawn from one. */
class SeededTest {
    private static final int DRAWS = 20_000;

    private static List<Double> draws(FogDistribution of, long seed) {
        SeededTimes times = new SeededTimes(of, new RandomStreams(seed).stream("times"));
        assertEquals(of.code(), times.getDistributionType());
        assertEquals(of.mean(), times.getMeanInterTransmitTime());
        return IntStream.range(0, DRAWS).mapToObj(i -> times.getNextValue()).toList();
    }

    @Test
    void timesHaveTheirDistributionAndRepeat() {
        for (FogDistribution of : List.of(
                new FogDistribution.Normal(20, 3),
                new FogDistribution.Uniform(10, 30),
                new FogDistribution.Deterministic(20))) {
            List<Double> draws = draws(of, 1);
            assertEquals(draws, draws(of, 1));
            assertEquals(20, draws.stream().mapToDouble(one -> one).average().orElseThrow(), 0.2);
        }
        double square = draws(new FogDistribution.Normal(20, 3), 2).stream()
                .mapToDouble(one -> (one - 20) * (one - 20))
                .average()
                .orElseThrow();
        assertEquals(9, square, 0.4);
        List<Double> uniform = draws(new FogDistribution.Uniform(10, 30), 3);
        assertTrue(uniform.stream().allMatch(one -> one >= 10 && one < 30));
        assertEquals(30, uniform.stream().mapToDouble(one -> one).max().orElseThrow(), 0.1);
    }

    @Test
    void noTimeIsBelowZero() {
        assertTrue(draws(new FogDistribution.Normal(1, 10), 1).stream().allMatch(one -> one > 0));
    }

    @Test
    void selectivityIsAChance() {
        SeededSelectivity often = new SeededSelectivity(0.9, new RandomStreams(1).stream("a"));
        SeededSelectivity again = new SeededSelectivity(0.9, new RandomStreams(1).stream("a"));
        int selected = 0;
        for (int i = 0; i < DRAWS; i++) {
            boolean one = often.canSelect();
            assertEquals(one, again.canSelect());
            selected += one ? 1 : 0;
        }
        assertEquals(0.9, (double) selected / DRAWS, 0.01);
        assertEquals(0.9, often.getMeanRate());
        assertThrows(InvalidInputException.class, () -> new SeededSelectivity(1.1, new RandomStreams(1).stream("a")));
    }
}
