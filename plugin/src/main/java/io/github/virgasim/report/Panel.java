// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    /** What a series looks like; with categories only its source is seen. */
    public enum Look {
        /** A measured line through many points, a few of which are marked. */
        LINE,
        /** A measured line with markers and intervals. */
        MARKED,
        /** Single measured points. */
        DOTS,
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
        return figure(List.of());
    }

    /**
     * Draws the panel.
     *
     * @param regulars names whose series have the same look in all figures, as {@link Chart#regulars} says
     * @return a figure in which published values are named so
     */
    public Figure figure(List<String> regulars) {
        List<String> names = series.stream().map(Series::like).toList();
        return figure(SeriesStyle.places(names, regulars, Set.of()));
    }

    Figure figure(Map<String, Integer> places) {
        return new Figure(
                categories.isEmpty() ? Curves.chart(this, places) : Categories.marks(this, places),
                List.of(FigureData.panel(this, places)));
    }

    private record Row(Panel panel, Series series, int index) {
        ConfidenceInterval y() {
            return series.y.get(index);
        }

        Object x() {
            double x = series.x[index];
            return panel.categories.isEmpty() ? (Object) x : panel.categories.get((int) x);
        }
    }

    /**
     * Writes the numbers of panels, one row for each point.
     *
     * @param file to be created
     * @param panels in order
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, List<Panel> panels) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Panel panel : panels) {
            for (Series one : panel.series) {
                for (int i = 0; i < one.x.length; i++) {
                    if (!Double.isNaN(one.y.get(i).mean())) {
                        rows.add(new Row(panel, one, i));
                    }
                }
            }
        }
        new ResultTable<Row>()
                .column("panel", row -> row.panel.title)
                .column("series", row -> row.series.name)
                .column("source", row -> row.series.look.isPublished() ? "published" : "virga")
                .column("x", Row::x)
                .column("y", row -> row.y().mean())
                .column("y_halfwidth", row -> row.y().halfWidth())
                .write(file, rows);
    }
}
