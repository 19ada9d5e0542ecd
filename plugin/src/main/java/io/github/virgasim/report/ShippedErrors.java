// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.gpu.ShippedTable;
import io.github.virgasim.input.CsvTable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The errors of the model that ship, in the data set {@value #TABLE}: the summary.csv of {@code virga validate --all}, which
 * makes it anew.
 */
final class ShippedErrors {
    /** The data set. */
    static final String TABLE = "validation/errors.csv";

    private static final double ANY = Double.POSITIVE_INFINITY;

    /**
     * What the cells of one quantity come to.
     *
     * @param source kind of measurements
     * @param split fit for cells that parameters were fitted to, test for others, apart for another recording, same where a calibration was
     *     made from some of the same files
     * @param quantity what was predicted, with its unit
     * @param cells how many
     * @param median of |error| [%]
     * @param mean of |error| [%]
     * @param worst error [%]
     * @param noise standard error of the measurement itself, median [%]; NaN if it is not known
     */
    record Row(
            String source,
            String split,
            String quantity,
            int cells,
            double median,
            double mean,
            double worst,
            double noise) {}

    private final List<Row> rows;

    ShippedErrors() {
        CsvTable table = ShippedTable.open(
                TABLE,
                "source",
                "part",
                "range",
                "quantity",
                "cells",
                "median_percent",
                "mean_percent",
                "worst_percent",
                "noise_percent");
        rows = table.rows().stream()
                .filter(row -> row.text("range").equals("inside") && row.has("median_percent"))
                .map(row -> new Row(
                        row.text("source"),
                        row.text("part"),
                        row.text("quantity"),
                        row.integer("cells", 1),
                        row.number("median_percent", 0, ANY),
                        row.number("mean_percent", 0, ANY),
                        row.number("worst_percent", -ANY, ANY),
                        row.has("noise_percent") ? row.number("noise_percent", 0, ANY) : Double.NaN))
                .toList();
    }

    /**
     * Finds rows inside the measured range.
     *
     * @param source kind of measurements
     * @param quantities regular expression that the quantity has to match as a whole
     * @return those of other recordings first, then tests, then predictions of the data that was calibrated on, then fits
     */
    List<Row> of(String source, String quantities) {
        Pattern pattern = Pattern.compile(quantities);
        return List.of("apart", "test", "same", "fit").stream()
                .flatMap(split -> rows.stream()
                        .filter(row -> row.split.equals(split) && row.source.equals(source))
                        .filter(row -> pattern.matcher(row.quantity).matches()))
                .toList();
    }
}
