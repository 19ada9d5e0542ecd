// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The seeds of runs that must never meet. Trainings draw the seeds of their episodes from all 64-bit numbers, by {@link
 * io.github.virgasim.random.RandomStreams}; the best of several networks or settings is chosen under the selection seeds;
 * results of trained agents are reported under the test seeds.
 */
public final class Seeds {
    /** The first selection seed. */
    public static final long FIRST_SELECTION = 1_000_000;

    /** The first test seed. */
    public static final long FIRST_TEST = 2_000_000;

    /** Number of selection seeds. */
    public static final int SELECTION_COUNT = (int) (FIRST_TEST - FIRST_SELECTION);

    private Seeds() {}

    /**
     * Returns seeds that follow each other.
     *
     * @param first the first one
     * @param count how many, zero or more
     * @return rising
     * @throws InvalidInputException if the last one is beyond 2^63 - 1
     */
    public static List<Long> from(long first, int count) {
        if (count > 0 && first > Long.MAX_VALUE - (count - 1)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "the first of %d seeds must be at most %d, was '%d'",
                    count,
                    Long.MAX_VALUE - (count - 1),
                    first));
        }
        return LongStream.range(0, count).mapToObj(k -> first + k).toList();
    }

    /**
     * Returns seeds that choose among networks and settings.
     *
     * @param count how many, up to {@link #SELECTION_COUNT}
     * @return rising
     * @throws io.github.virgasim.input.InvalidInputException if there are not so many
     */
    public static List<Long> selection(int count) {
        return from(FIRST_SELECTION, Checks.whole("number of selection runs", count, 1, SELECTION_COUNT));
    }

    /**
     * Returns seeds that results are reported under.
     *
     * @param count how many, zero or more
     * @return rising
     */
    public static List<Long> test(int count) {
        return from(FIRST_TEST, count);
    }
}
