// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.Collection;
import java.util.stream.Collectors;

/** The rules that values have to meet wherever they come from; each returns its value or throws. */
public final class Checks {
    private static final int LISTED = 30;

    private Checks() {}

    /**
     * Requires a finite number above zero.
     *
     * @param what names the value in the message, for example "capacity of variant yolov8n@agx-orin"
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value is zero, negative, infinite or NaN
     */
    public static double positive(String what, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, what, value, "positive and finite");
        return value;
    }

    /**
     * Requires a finite number that is not below zero.
     *
     * @param what names the value in the message
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value is negative, infinite or NaN
     */
    public static double notNegative(String what, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, what, value, "zero or positive, and finite");
        return value;
    }

    /**
     * Requires a number inside a closed interval.
     *
     * @param what names the value in the message
     * @param value the value
     * @param low the smallest value allowed
     * @param high the largest value allowed
     * @return the value
     * @throws InvalidInputException if the value is outside, or NaN
     */
    public static double within(String what, double value, double low, double high) {
        require(value >= low && value <= high, what, value, "between " + low + " and " + high);
        return value;
    }

    /**
     * Requires a whole number of at least one.
     *
     * @param what names the value in the message
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value is below one
     */
    public static int atLeastOne(String what, int value) {
        require(value >= 1, what, value, "at least 1");
        return value;
    }

    /**
     * Requires a text with at least one visible character.
     *
     * @param what names the value in the message
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the text is null or blank
     */
    public static String named(String what, String value) {
        require(value != null && !value.isBlank(), what, value, "a name");
        return value;
    }

    /**
     * Requires a name that is one of those known.
     *
     * @param what names the value in the message
     * @param value the value
     * @param known every name allowed
     * @return the value
     * @throws InvalidInputException if the name is unknown; the message lists the known ones
     */
    public static String oneOf(String what, String value, Collection<String> known) {
        if (!known.contains(value)) {
            require(false, what, value, "one of: " + list(known));
        }
        return value;
    }

    private static String list(Collection<String> known) {
        String names = known.stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
        return known.size() <= LISTED ? names : names + ", ... (%d in all)".formatted(known.size());
    }

    private static void require(boolean holds, String what, Object value, String rule) {
        if (!holds) {
            throw new InvalidInputException("%s must be %s, was '%s'".formatted(what, rule, value));
        }
    }
}
