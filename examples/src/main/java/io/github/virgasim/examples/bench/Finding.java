// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import java.util.Locale;

/**
 * One measured figure.
 *
 * @param benchmark name of the benchmark
 * @param subject what was measured
 * @param value the figure
 * @param unit its unit
 * @param target what is aimed at
 */
record Finding(String benchmark, String subject, double value, String unit, Target target) {
    /**
     * What is aimed at.
     *
     * @param text for readers; empty where nothing is aimed at
     * @param low smallest value that meets it
     * @param high largest value that meets it
     */
    record Target(String text, double low, double high) {
        static final Target NONE = new Target("", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        static Target atLeast(double low) {
            return new Target(String.format(Locale.ROOT, ">= %.0f", low), low, Double.POSITIVE_INFINITY);
        }

        static Target below(double high) {
            return new Target("< " + high, Double.NEGATIVE_INFINITY, Math.nextDown(high));
        }
    }

    /** Tells whether the target is met: yes, no, or nothing where there is none. */
    String met() {
        if (target == Target.NONE) {
            return "";
        }
        return value >= target.low && value <= target.high ? "yes" : "no";
    }
}
