// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ConfidenceInterval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<Long> SEEDS = Seeds.from(7, 40);

    @Test
    void rowsComeInOrderAndFewAreHeld() throws IOException {
        List<String> order = new ArrayList<>();
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Trials.run(
                KEYS,
                SEEDS,
                (key, seed) -> {
                    most.accumulateAndGet(started.incrementAndGet() - order.size(), Math::max);
                    return key + seed;
                },
                ended::incrementAndGet,
                (key, row) -> order.add(key + ":" + row));
        List<String> expected = new ArrayList<>();
        KEYS.forEach(key -> SEEDS.forEach(seed -> expected.add(key + ":" + key + seed)));
        assertEquals(expected, order);
        assertEquals(120, ended.get());
        assertTrue(most.get() <= 10, "held " + most);
    }

    @Test
    void whatATrialThrowsComesOut() {
        assertThrows(
                InvalidInputException.class,
                () -> Trials.run(
                        KEYS,
                        SEEDS,
                        (key, seed) -> {
                            throw new InvalidInputException("bad " + key);
                        },
                        Progress.NONE,
                        (key, row) -> {}));
        assertThrows(
                IOException.class,
                () -> Trials.run(KEYS, SEEDS, (key, seed) -> 1, Progress.NONE, (key, row) -> {
                    throw new IOException("full");
                }));
    }

    @Test
    void resultsCompareInPairs() {
        Results<String, Double> results =
                Results.of(KEYS, List.of(1L, 2L), (key, seed) -> key.charAt(0) + 10.0 * seed, Progress.NONE);
        assertEquals(KEYS, results.keys());
        assertEquals(List.of(), results.of("d"));
        assertArrayEquals(new double[] {108, 118}, results.values("b", x -> x));
        assertEquals(113, results.mean("b", x -> x).mean());
        ConfidenceInterval difference = results.difference("c", "a", x -> x);
        assertEquals(2, difference.mean());
        assertEquals(0, difference.halfWidth());
        assertThrows(InvalidInputException.class, () -> results.mean("d", x -> x));
    }

    @Test
    void theRangesOfSeedsDoNotMeet() {
        assertEquals(List.of(1_000_000L, 1_000_001L), Seeds.selection(2));
        assertEquals(List.of(2_000_000L, 2_000_001L), Seeds.test(2));
        assertTrue(Seeds.FIRST_SELECTION + Seeds.SELECTION_COUNT <= Seeds.FIRST_TEST);
        assertThrows(InvalidInputException.class, () -> Seeds.selection(1_000_001));
    }
}
