// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;

/**
 * How far the measurements go that a law of sharing was calibrated on. The law goes on beyond; a run that does is told so.
 *
 * @param tenants the most processes that were recorded side by side, at least 1
 * @param longestBatch the longest batch that was, alone [s], positive; infinity if that sets no bound
 * @param largestBatch its queries, at least 1
 * @param smallestLimit the strictest limit on the compute units that each may use [%], 0 to 100; 0 if that sets no bound, 100 if
 *     none was recorded
 */
public record MeasuredRange(int tenants, double longestBatch, int largestBatch, double smallestLimit) {
    /** Of a law of which nobody knows how far it was measured. */
    public static final MeasuredRange UNKNOWN =
            new MeasuredRange(Integer.MAX_VALUE, Double.POSITIVE_INFINITY, Integer.MAX_VALUE, 0);

    /** Checks the values. */
    public MeasuredRange {
        Checks.atLeastOne("tenants side by side", tenants);
        Checks.within("longest batch [s]", longestBatch, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
        Checks.atLeastOne("largest batch", largestBatch);
        Checks.within("smallest thread percentage", smallestLimit, 0, 100);
    }
}
