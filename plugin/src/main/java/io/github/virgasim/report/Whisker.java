// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

/**
 * An interval as it is drawn: cut where no value can be, below 0 and above a limit, or where the axis begins.
 *
 * @param low its lower end; NaN if nothing is drawn
 * @param high its upper end; NaN if nothing is drawn
 */
record Whisker(double low, double high) {
    static Whisker of(ConfidenceInterval interval, double limit) {
        return new Whisker(Math.max(0, interval.low()), Math.min(limit, interval.high()));
    }

    Whisker from(double axis) {
        return new Whisker(Math.max(axis, low), high);
    }

    boolean isDrawn() {
        return low < high;
    }

    /** Returns its middle, around which XChart draws error bars; the mean of a cut interval is elsewhere. */
    double middle() {
        return isDrawn() ? (low + high) / 2 : Double.NaN;
    }

    /** Returns half its length, 0 if nothing is drawn. */
    double half() {
        return isDrawn() ? (high - low) / 2 : 0;
    }
}
