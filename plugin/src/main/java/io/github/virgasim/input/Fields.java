// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.function.Supplier;

/** A record of named values, be it a line of a CSV file or a map in a YAML file. */
public interface Fields {
    /**
     * Tells whether an optional field is there.
     *
     * @param field the field's name
     * @return false if the column or key is missing, or the cell of a table is empty
     */
    boolean has(String field);

    /**
     * Returns a field's text.
     *
     * @param field the field's name
     * @return not blank
     * @throws InvalidInputException if the field is missing or empty
     */
    String text(String field);

    /**
     * Returns a field's number.
     *
     * @param field the field's name
     * @param low the smallest value allowed; {@link Double#MIN_VALUE} for "above 0"
     * @param high the largest value allowed; infinity allows every finite number
     * @return a finite number inside the interval
     * @throws InvalidInputException if the field is missing, no finite number or outside the interval
     */
    double number(String field, double low, double high);

    /**
     * Returns a field's whole number.
     *
     * @param field the field's name
     * @param low the smallest value allowed
     * @return the number
     * @throws InvalidInputException if the field is missing, no whole number or below the bound
     */
    int integer(String field, int low);

    /**
     * Names the record's place.
     *
     * @return file and line, and the key if there is one
     */
    String place();

    /**
     * Makes something of the record, and adds the place to whatever complaint that raises.
     *
     * @param maker makes the thing
     * @param <T> the thing's type
     * @return the thing
     * @throws InvalidInputException if the maker refuses
     */
    default <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String file = place().replaceFirst(", line .*", "");
            if (e.getMessage() != null && e.getMessage().startsWith(file)) {
                throw e;
            }
            throw new InvalidInputException(place() + ": " + e.getMessage());
        }
    }
}
