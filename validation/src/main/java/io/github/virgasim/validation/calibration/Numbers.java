// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.util.Collection;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Checked parsing, and the median. */
public final class Numbers {

    /** No measurement is larger, and squares of it are still numbers. */
    private static final double LARGEST = 1e18;

    private Numbers() {}

    /**
     * Reads a number.
     *
     * @param place file and line, for the message
     * @param column its name, for the message
     * @param text to read
     * @return the number, at most 1e18 in size
     * @throws InvalidInputException if it is none
     */
    public static double finite(String place, String column, String text) {
        double value;
        try {
            if (isOfJava(text)) {
                throw new NumberFormatException(text);
            }
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw InvalidInputException.of(place, column, text, "must be a number");
        }
        if (!Double.isFinite(value)) {
            throw InvalidInputException.of(place, column, text, "must be finite");
        }
        if (Math.abs(value) > LARGEST) {
            throw InvalidInputException.of(place, column, text, "must be at most 1e18 in size");
        }
        return value;
    }

    /** Tells whether a number has a suffix or digits that only Java's own parser takes. */
    private static boolean isOfJava(String text) {
        return !text.isEmpty() && "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0
                || text.indexOf('x') >= 0
                || text.indexOf('X') >= 0;
    }

    static double positive(String place, String column, String text) {
        double value = finite(place, column, text);
        if (value <= 0) {
            throw InvalidInputException.of(place, column, text, "must be positive");
        }
        return value;
    }

    static double median(Collection<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
