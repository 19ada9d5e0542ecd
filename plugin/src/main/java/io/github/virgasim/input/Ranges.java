// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.regex.Pattern;

/** Numbers in texts, and words for the intervals that they are checked against. */
final class Ranges {
    private static final Pattern DECIMAL = Pattern.compile(YamlNode.NUMBER);

    private Ranges() {}

    /** Parses a decimal number; the suffixes d and f and the hexadecimal digits of Java are refused. */
    static double parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }

    /** Returns the rule that a number breaks, or null if it keeps all: finite, inside the interval, of a usable size. */
    static String broken(double value, double low, double high) {
        if (!Double.isFinite(value) || value < low || value > high) {
            return rule(low, high);
        }
        double size = Math.abs(value);
        return value == 0 || size >= Checks.SMALLEST && size <= Checks.LARGEST
                ? null
                : (low > 0 ? "must be between " : "must be 0 or of a size between ")
                        + Checks.SMALLEST
                        + " and "
                        + Checks.LARGEST;
    }

    static String rule(double low, double high) {
        if (low == Double.NEGATIVE_INFINITY) {
            return "must be a finite number";
        }
        String from = low == Double.MIN_VALUE ? "above 0" : "at least " + plain(low);
        return "must be a finite number, " + from + (high == Double.POSITIVE_INFINITY ? "" : " and " + upTo(high));
    }

    /** The largest number below a whole one stands for "below it". */
    private static String upTo(double high) {
        double next = Math.nextUp(high);
        boolean isBelow = high != Math.rint(high) && next == Math.rint(next);
        return isBelow ? "below " + plain(next) : "at most " + plain(high);
    }

    /** Writes a bound without a needless ".0". */
    static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
