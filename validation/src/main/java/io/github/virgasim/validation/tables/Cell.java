// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.tables;

import io.github.virgasim.input.InvalidInputException;
import java.util.Locale;

/**
 * One measured figure.
 *
 * @param group what was measured on one device in one way, so that its series may have something in common
 * @param series the figures that differ in x only, for example those of one model
 * @param x the size, above 0
 * @param y the figure, above 0
 */
public record Cell(String group, String series, double x, double y) {
    /**
     * Checks the cell.
     *
     * @throws InvalidInputException if a name has a slash, which parts the names of parameters, or a number is not positive
     */
    public Cell {
        if (group.contains("/") || series.contains("/")) {
            throw new InvalidInputException(
                    "names of a cell must have no slash, were '" + group + "' and '" + series + "'");
        }
        if (!(x > 0 && y > 0 && x < Double.POSITIVE_INFINITY && y < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "cell %s, %s: x and y must be positive and finite, were %s and %s",
                    group,
                    series,
                    x,
                    y));
        }
    }

    String row() {
        return group + "/" + series;
    }
}
