// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
    @Test
    void usesStudentsQuantile() {
        // Mean 3, standard deviation sqrt(2.5); the 97.5 % quantile of t with 4 degrees of freedom is 2.776445.
        ConfidenceInterval interval = ConfidenceInterval.of(1, 2, 3, 4, 5);
        assertEquals(3, interval.mean(), 1e-12);
        assertEquals(2.776445 * Math.sqrt(2.5 / 5), interval.halfWidth(), 1e-6);
        assertEquals(3 - interval.halfWidth(), interval.low(), 1e-12);
        assertEquals(3 + interval.halfWidth(), interval.high(), 1e-12);
    }

    /** With one degree of freedom the quantile is tan(0.475 pi), with two 0.95 / sqrt(2 * 0.975 * 0.025). */
    @Test
    void quantilesAreExactToThirteenDigits() {
        double one = ConfidenceInterval.of(0, 2).halfWidth();
        assertEquals(Math.tan(0.475 * Math.PI), one, 1e-13 * one);
        double two = ConfidenceInterval.of(0, 1, 2).halfWidth() * Math.sqrt(3);
        assertEquals(0.95 / Math.sqrt(2 * 0.975 * 0.025), two, 1e-13 * two);
    }

    @Test
    void pairsCancelWhatTheyShare() {
        double[] first = {10, 20, 30, 40};
        double[] second = {9, 18.9, 29.1, 39};
        ConfidenceInterval paired = ConfidenceInterval.ofDifferences(first, second);
        assertEquals(1, paired.mean(), 1e-12);
        // Differences 1, 1.1, 0.9, 1; the quantile with 3 degrees of freedom is 3.182446.
        assertEquals(3.182446 * Math.sqrt(0.02 / 3 / 4), paired.halfWidth(), 1e-6);
        assertTrue(ConfidenceInterval.of(first).halfWidth() > 10);
    }

    @Test
    void oneValueHasNoInterval() {
        ConfidenceInterval single = ConfidenceInterval.of(7);
        assertEquals(7, single.mean());
        assertTrue(Double.isNaN(single.halfWidth()));
        assertEquals("7.0", TextTable.number(single, 1));
    }

    @Test
    void refusesNothingAndUnequalPairs() {
        assertThrows(InvalidInputException.class, ConfidenceInterval::of);
        assertThrows(
                InvalidInputException.class,
                () -> ConfidenceInterval.ofDifferences(new double[] {1, 2}, new double[] {1}));
    }
}
