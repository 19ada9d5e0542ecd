// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;

/**
 * Something that happens to the infrastructure during a run.
 *
 * @param time when [s], not negative
 * @param kind what
 * @param target index of the worker, or of the site whose uplink it is
 * @param factor for a link: multiplies its planned delay and jitter, positive; for a worker: not used
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

    /** Checks the values. */
    public Disturbance {
        Checks.notNegative("time [s] of disturbance", time);
        Checks.positive("factor of disturbance", factor);
    }
}
