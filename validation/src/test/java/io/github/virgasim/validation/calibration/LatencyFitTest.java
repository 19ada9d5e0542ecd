// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyFitTest {

    @Test
    void recoversALine() {
        LatencyFit fit = LatencyFit.of(new double[] {0.1, 0.4, 1.6}, new double[] {3.5, 8, 26});
        assertEquals(2, fit.interceptMs(), 1e-12);
        assertEquals(15, fit.slopeMsPerUnit(), 1e-12);
        assertEquals(1, fit.rSquared(), 1e-12);
        assertEquals(3, fit.points());
        assertEquals(17, fit.at(1), 1e-12);
    }

    @Test
    void leastSquaresBalancesTheErrors() {
        LatencyFit fit = LatencyFit.of(new double[] {0, 1, 2}, new double[] {0, 3, 0});
        assertEquals(1, fit.interceptMs(), 1e-12);
        assertEquals(0, fit.slopeMsPerUnit(), 1e-12);
        assertEquals(0, fit.rSquared(), 1e-12);
    }

    @Test
    void aBatchSplitsFixedAndPerQueryTime() {
        LatencyFit fit = LatencyFit.ofBatches(2.5, 8, 13);
        assertEquals(1, fit.interceptMs(), 1e-12);
        assertEquals(1.5, fit.slopeMsPerUnit(), 1e-12);
        assertEquals(0.4, fit.interceptShare(1), 1e-12);
    }

    @Test
    void aShareKeepsTheMeasuredPoint() {
        LatencyFit fit = LatencyFit.ofShare(10, 0.05, 0.3);
        assertEquals(3, fit.interceptMs(), 1e-12);
        assertEquals(10, fit.at(0.05), 1e-12);
        assertEquals(new LatencyFit(6, fit.slopeMsPerUnit() * 3, 1, 1), fit.scaled(2, 3));
    }

    @Test
    void refusesWhatIsNoLine() {
        assertMessage("equally many", () -> LatencyFit.of(new double[] {1}, new double[] {1, 2}));
        assertMessage("two different sizes", () -> LatencyFit.of(new double[] {1, 1}, new double[] {1, 2}));
        assertMessage("point 1", () -> LatencyFit.of(new double[] {1, Double.NaN}, new double[] {1, 2}));
        assertMessage("at least 2, was 1", () -> LatencyFit.ofBatches(1, 1, 1));
        assertMessage("was 1.5", () -> LatencyFit.ofShare(1, 1, 1.5));
        assertMessage("size must be positive, was 0.0", () -> LatencyFit.ofShare(1, 0, 0.5));
    }

    static void assertMessage(String part, Runnable action) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
