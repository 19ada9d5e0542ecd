// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;

/**
 * Something that happens to the infrastructure during a run.
 *
 * @param time when [s], not negative
 * @param kind what
 * @param target index of the worker, or of the site whose uplink it is
 * @param factor for a link: multiplies its planned delay and jitter, 10^-6 to 10^6; for a worker: not used
 */
public record Disturbance(double time, Kind kind, int target, double factor) {
    /** What can happen. */
    public enum Kind {
        /** A worker fails: its queries are lost, its streams look for another. */
        FAIL,
        /** A failed worker is back. */
        RECOVER,
        /** A site's uplink gets slower or faster. */
        SLOW_LINK
    }

    private static final double LARGEST_FACTOR = 1e6;

    /** Checks the values. */
    public Disturbance {
        Checks.notNegative("time [s] of disturbance", time);
        checkFactor(factor);
    }

    /** Returns a link's factor if it is one that delays can be multiplied by. */
    static double checkFactor(double factor) {
        return Checks.within("delay factor of link", factor, 1 / LARGEST_FACTOR, LARGEST_FACTOR);
    }
}
