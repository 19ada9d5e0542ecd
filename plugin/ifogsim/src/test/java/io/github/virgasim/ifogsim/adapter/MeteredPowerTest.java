// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** iFogSim2 multiplies powers by times; the sum is what was drawn, however often it asks. */
class MeteredPowerTest {
    private double now;
    private double added;
    private double sum;
    private final MeteredPower power = new MeteredPower(() -> now, () -> added, () -> drawn(now));

    /** Returns 10 W up to 5, then 30 W. */
    private static double drawn(double until) {
        return 10 * Math.min(until, 5) + 30 * Math.max(0, until - 5);
    }

    private void addUp(double when) {
        now = when;
        sum += (when - added) * power.getPower(0.5);
        added = when;
    }

    @Test
    void sumsAreExact() {
        for (double when : new double[] {0, 1, 1, 4, 7.5, 100}) {
            addUp(when);
            assertEquals(drawn(when), sum, 1e-9);
        }
    }

    @Test
    void whoAsksInBetweenTakesNothingAway() {
        addUp(2);
        now = 3;
        assertEquals(10, power.getPower(1), 1e-9);
        now = 6;
        power.getPower(0);
        power.getPower(0);
        addUp(8);
        assertEquals(drawn(8), sum, 1e-9);
    }
}
