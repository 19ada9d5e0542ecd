// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

/** Words for the intervals that numbers are checked against. */
final class Ranges {
    private Ranges() {}

    static String rule(double low, double high) {
        String bounds = high == Double.POSITIVE_INFINITY
                ? "at least " + plain(low)
                : "between " + plain(low) + " and " + plain(high);
        return "must be a finite number" + (low == Double.NEGATIVE_INFINITY ? "" : ", " + bounds);
    }

    private static String plain(double bound) {
        if (bound == Double.MIN_VALUE) {
            return "above 0";
        }
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
