// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for messages, with four digits; rounded to the side on which they still do what they are said to do. */
final class Digits {
    private static final int COUNT = 4;

    private Digits() {}

    static String of(double value) {
        return text(value, RoundingMode.HALF_EVEN);
    }

    /** For a number that must not be less. */
    static String atLeast(double value) {
        return text(value, RoundingMode.CEILING);
    }

    /** For a number that must not be more. */
    static String atMost(double value) {
        return text(value, RoundingMode.FLOOR);
    }

    private static String text(double value, RoundingMode mode) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(COUNT, mode));
        double size = Math.abs(value);
        return size == 0 || size >= 1e-4 && size < 1e12
                ? rounded.stripTrailingZeros().toPlainString()
                : rounded.stripTrailingZeros().toString();
    }
}
