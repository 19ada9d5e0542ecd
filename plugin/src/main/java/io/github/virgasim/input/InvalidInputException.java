// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.Locale;

/** Signals input that breaks a rule; the message names the place, the field, the value and the rule. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception from a ready message.
     *
     * @param message what is wrong, where, and what is expected
     */
    public InvalidInputException(String message) {
        super(message);
    }

    /**
     * Makes the message "file, line 3, column 'x': value 'y' must be a number".
     *
     * @param place the file and line, or the file and key, that holds the value
     * @param field the column or key
     * @param value the value as it was read
     * @param rule what the value must be, starting with a verb ("must be positive")
     * @return the exception, to be thrown by the caller
     */
    public static InvalidInputException of(String place, String field, Object value, String rule) {
        return new InvalidInputException(
                String.format(Locale.ROOT, "%s, field '%s': value '%s' %s", place, field, value, rule));
    }
}
