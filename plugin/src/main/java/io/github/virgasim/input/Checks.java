// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules that values have to meet wherever they come from; each returns its value or throws. */
public final class Checks {
    /**
     * The smallest size of a number that is not 0. Quantities between this and {@link #LARGEST} can be multiplied and
     * divided a few times without becoming 0, infinite or NaN.
     */
    public static final double SMALLEST = 1e-50;

    /** The largest number that stands for a quantity. */
    public static final double LARGEST = 1e50;

    private static final int LISTED = 30;

    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._ -]*");

    private Checks() {}

    /**
     * Requires a number above zero, between {@link #SMALLEST} and {@link #LARGEST}.
     *
     * @param what names the value in the message, for example "capacity of variant yolov8n@agx-orin"
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value is zero, negative, infinite, NaN, or not between these sizes
     */
    public static double positive(String what, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, what, value, "positive and finite");
        return within(what, value, SMALLEST, LARGEST);
    }

    /**
     * Requires zero, or a number between {@link #SMALLEST} and {@link #LARGEST}.
     *
     * @param what names the value in the message
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value is negative, infinite, NaN, or neither 0 nor between these sizes
     */
    public static double notNegative(String what, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, what, value, "zero or positive, and finite");
        return value == 0 ? value : within(what, value, SMALLEST, LARGEST);
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
        // The rule is put into words only where it is broken: checks stand in constructors that are called often.
        if (!(value >= low && value <= high)) {
            throw broken(what, value, "between " + low + " and " + high);
        }
        return value;
    }

    /**
     * Requires a whole number between one and a bound.
     *
     * @param what names the value in the message
     * @param value the value
     * @param most the largest value allowed
     * @return the value
     * @throws InvalidInputException if the value is outside
     */
    public static int count(String what, int value, int most) {
        return whole(what, value, 1, most);
    }

    /**
     * Requires a whole number inside a closed interval.
     *
     * @param what names the value in the message
     * @param value the value
     * @param low the smallest value allowed
     * @param high the largest value allowed
     * @return the value
     * @throws InvalidInputException if the value is outside
     */
    public static int whole(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw broken(what, value, "between " + low + " and " + high);
        }
        return value;
    }

    /**
     * Requires a product or sum of several values not to exceed a bound.
     *
     * @param what names the value in the message, with what it is made of
     * @param value the value; not negative, may be infinite
     * @param most the largest value allowed
     * @return the value
     * @throws InvalidInputException if the value is larger, or NaN
     */
    public static double atMost(String what, double value, double most) {
        if (!(value <= most)) {
            throw broken(what, value, "at most " + most);
        }
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
     * @throws InvalidInputException if the text is null or blank, or has control characters, which no table could show
     */
    public static String named(String what, String value) {
        require(value != null && !value.isBlank(), what, value, "a name");
        value.chars().filter(Character::isISOControl).findFirst().ifPresent(control -> {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s must have no control characters, had U+%04X", what, control));
        });
        return value;
    }

    /**
     * Requires a name that can be a file's, too.
     *
     * @param what names the value in the message
     * @param value the value
     * @return the value
     * @throws InvalidInputException if the value has other characters than letters, digits, '-', '_', '.' and blanks, or does
     *     not begin with a letter or digit
     */
    public static String fileName(String what, String value) {
        if (value == null || !FILE_NAME.matcher(value).matches()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s must consist of letters, digits, '-', '_', '.' and blanks, and begin with a letter or digit,"
                            + " was '%s'",
                    what,
                    value));
        }
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
        return known.size() <= LISTED ? names : names + String.format(Locale.ROOT, ", ... (%d in all)", known.size());
    }

    private static void require(boolean holds, String what, Object value, String rule) {
        if (!holds) {
            throw broken(what, value, rule);
        }
    }

    private static InvalidInputException broken(String what, Object value, String rule) {
        return new InvalidInputException(String.format(Locale.ROOT, "%s must be %s, was '%s'", what, rule, value));
    }
}
