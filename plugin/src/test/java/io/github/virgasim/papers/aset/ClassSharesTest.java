// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Shares of classes, of which some sent nothing. */
class ClassSharesTest {
    @Test
    void runsInWhichAClassSentNothingDoNotCount() {
        assertEquals(75, AsetTrial.meanShare(DoubleStream.of(50, Double.NaN, 100)));
        assertEquals(Double.NaN, AsetTrial.meanShare(DoubleStream.of(Double.NaN)));
    }

    @Test
    void jainsIndexIsOneWhereSharesAreEqualAndOneHalfWhereOneOfTwoHasAll() {
        assertEquals(1, AsetTrial.fairness(new double[] {80, Double.NaN, 80}), 1e-12);
        assertEquals(0.5, AsetTrial.fairness(new double[] {80, 0}), 1e-12);
        assertEquals(0.9, AsetTrial.fairness(new double[] {50, 100}), 1e-12);
    }
}
