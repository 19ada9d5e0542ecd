// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryProcessTest {
    private static final double ALPHA = 1e-4;
    private final UniformRandomProvider random = new RandomStreams(2).stream("queries");

    @Test
    void periodicQueriesKeepTheirDistanceAndStartAtAnyPhase() {
        QueryProcess.Gaps process = QueryProcess.periodic(4).gaps(random);
        long[] phases = new long[20];
        for (int i = 0; i < 100_000; i++) {
            phases[(int) (process.first(0) / 0.25 * phases.length)]++;
            assertEquals(0.25, process.next(i));
        }
        double p = ChiSquareTest.withDefaults().test(phases).getPValue();
        assertTrue(p > ALPHA, "p = " + p);
    }

    @Test
    void poissonGapsAreExponential() {
        QueryProcess.Gaps process = QueryProcess.poisson(8).gaps(random);
        int n = 200_000;
        double sum = 0;
        long long2 = 0;
        for (int i = 0; i < n; i++) {
            double gap = process.next(i);
            sum += gap;
            long2 += gap > 2 / 8.0 ? 1 : 0;
        }
        assertEquals(n / 8.0, sum, 4 * Math.sqrt(n) / 8);
        double tail = Math.exp(-2);
        assertEquals(n * tail, long2, 4 * Math.sqrt(n * tail * (1 - tail)));
    }

    @Test
    void aTraceIsReplayedInACircleFromARandomPlace() {
        double[] gaps = {0.5, 0, 2, 1.5};
        QueryProcess process = QueryProcess.trace(gaps);
        assertEquals(1, process.rate());
        QueryProcess.Gaps drawn = process.gaps(random);
        long[] starts = new long[gaps.length];
        for (int i = 0; i < 10_000; i++) {
            int start = drawn.start();
            starts[start]++;
            double first = drawn.first(start);
            assertTrue(first >= 0 && first < gaps[start], "first gap " + first);
        }
        // A random moment falls into a gap in proportion to its length, so never into one of length 0.
        assertEquals(0, starts[1]);
        double[] expected = {0.5, 2, 1.5};
        long[] found = {starts[0], starts[2], starts[3]};
        assertTrue(ChiSquareTest.withDefaults().test(expected, found).getPValue() > ALPHA);
        for (int cursor = 0; cursor < 12; cursor++) {
            assertEquals(gaps[cursor % 4], drawn.next(cursor));
        }
        assertEquals(gaps[Math.floorMod(Integer.MIN_VALUE, 4)], drawn.next(Integer.MIN_VALUE));
    }

    @Test
    void aTraceIsNotChangedByItsGiver() {
        double[] gaps = {1, 3};
        QueryProcess process = QueryProcess.trace(gaps);
        gaps[0] = 99;
        assertEquals(1, process.gaps(random).next(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratesArePositive(double rate) {
        assertThrows(InvalidInputException.class, () -> QueryProcess.periodic(rate));
        assertThrows(InvalidInputException.class, () -> QueryProcess.poisson(rate));
    }

    @Test
    void tracesHaveNoNegativeGapAndTakeTime() {
        assertThrows(InvalidInputException.class, () -> QueryProcess.trace(new double[] {1, -0.1}));
        assertThrows(InvalidInputException.class, () -> QueryProcess.trace(new double[] {0, 0}));
        assertThrows(InvalidInputException.class, () -> QueryProcess.trace(new double[0]));
        assertThrows(InvalidInputException.class, () -> QueryProcess.trace(new double[] {1, Double.NaN}));
    }
}
