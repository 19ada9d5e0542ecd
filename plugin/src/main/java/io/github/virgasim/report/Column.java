// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.Checks;
import java.util.function.Function;

/**
 * A column of a file of results: what it is called and what it holds of each row.
 *
 * @param name what is shown, for example "energy"
 * @param unit its unit, as it stands behind the name in the file, for example "j" or "percent"; empty if it has none
 * @param value finds the value of a row
 * @param <R> kind of rows
 */
public record Column<R>(String name, String unit, Function<? super R, ?> value) {
    /** Checks the name. */
    public Column {
        Checks.named("column", name);
    }

    /**
     * Returns the name in the file.
     *
     * @return name and unit, joined by an underscore
     */
    public String header() {
        return unit.isEmpty() ? name : name + "_" + unit;
    }
}
