// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.util.List;

/**
 * Measured results beside published ones: a chart, and the same numbers as rows of a table.
 *
 * @param title stands above
 * @param xAxis name and unit of the abscissa; empty with categories
 * @param yAxis name and unit of the ordinate; what it shows is never negative
 * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
 * @param categories names on the abscissa, to which the series' x values are positions; none for a scale of numbers
 * @param series at least one
 */
public record Panel(
        String title, String xAxis, String yAxis, double limit, List<String> categories, List<Series> series) {
    /** Columns of the rows that {@link #write} writes. */
    public static final List<String> COLUMNS = List.of("panel", "series", "source", "x", "y", "y_halfwidth");

    /** What a series looks like; with categories only its source is seen. */
    public enum Look {
        /** A measured line through many points, a few of which are marked. */
        LINE,
        /** A measured line with markers and intervals. */
        MARKED,
        /** Published values, as crosses. */
        POINTS,
        /** A published value for all abscissas, as a thin line. */
        LEVEL;

        boolean isPublished() {
            return this == POINTS || this == LEVEL;
        }
    }

    /**
     * Some points.
     *
     * @param name of what is shown, for example a scheduler
     * @param like another name whose style this series has; its own name for a style of its own
     * @param look how it is drawn
     * @param x abscissas, rising
     * @param y one value for each abscissa; NaN is left out
     */
    public record Series(String name, String like, Look look, double[] x, List<ConfidenceInterval> y) {
        String legend() {
            return look.isPublished() ? name + " (published)" : name;
        }
    }

    /** Copies the lists. */
    public Panel {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
    }

    /**
     * Makes a panel whose ordinate has no limit.
     *
     * @param title stands above
     * @param xAxis name and unit of the abscissa; empty with categories
     * @param yAxis name and unit of the ordinate
     * @param categories names on the abscissa, or none
     * @param series at least one
     */
    public Panel(String title, String xAxis, String yAxis, List<String> categories, List<Series> series) {
        this(title, xAxis, yAxis, Double.POSITIVE_INFINITY, categories, series);
    }

    /**
     * Draws the panel.
     *
     * @return a figure in which published values are named so
     */
    public Figure figure() {
        return new Figure(categories.isEmpty() ? Curves.chart(this) : Categories.marks(this));
    }

    /**
     * Writes the numbers in the columns {@link #COLUMNS}.
     *
     * @param writer of a file with these columns
     * @throws IOException if the file cannot be written
     */
    public void write(ResultWriter writer) throws IOException {
        for (Series one : series) {
            for (int i = 0; i < one.x.length; i++) {
                ConfidenceInterval y = one.y.get(i);
                if (!Double.isNaN(y.mean())) {
                    writer.row(
                            title,
                            one.name,
                            one.look.isPublished() ? "published" : "measured",
                            categories.isEmpty() ? one.x[i] : categories.get((int) one.x[i]),
                            y.mean(),
                            y.halfWidth());
                }
            }
        }
    }
}
