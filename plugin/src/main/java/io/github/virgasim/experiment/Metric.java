// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.Column;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number of a run that is worth showing.
 *
 * @param title its name for people, with the unit if there is one, for example "served %"
 * @param name its name in files
 * @param unit its unit in files; empty if it has none
 * @param decimals number of decimals worth showing, not negative
 * @param value of a row
 * @param <R> kind of rows
 */
public record Metric<R>(String title, String name, String unit, int decimals, ToDoubleFunction<R> value) {
    /**
     * Returns the value of a row.
     *
     * @param row of a run
     * @return the value; NaN if it has none
     */
    public double of(R row) {
        return value.applyAsDouble(row);
    }

    /**
     * Returns the column of this metric.
     *
     * @return for rows of runs
     */
    public Column<R> column() {
        return new Column<>(name, unit, value::applyAsDouble);
    }

    /**
     * Estimates the mean over rows.
     *
     * @param rows at least one
     * @return the mean with its interval
     */
    public ConfidenceInterval over(List<R> rows) {
        return ConfidenceInterval.of(rows.stream().mapToDouble(value).toArray());
    }

    /**
     * Writes the mean over rows for people.
     *
     * @param rows at least one
     * @return mean and half width of the interval, with this metric's decimals
     */
    public String text(List<R> rows) {
        return TextTable.number(over(rows), decimals);
    }
}
