// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Measured results beside published ones: a chart, and the same numbers as rows of a table.
 *
 * @param title stands above
 * @param xAxis name and unit of the abscissa; empty with categories
 * @param yAxis name and unit of the ordinate, which begins at 0
 * @param categories names on the abscissa, to which the series' x values are positions; none for a scale of numbers
 * @param series at least one
 */
public record Panel(String title, String xAxis, String yAxis, List<String> categories, List<Series> series) {
    /** Columns of the rows that {@link #write} writes. */
    public static final List<String> COLUMNS = List.of("panel", "series", "source", "x", "y", "y_halfwidth");

    /** Markers of measured values; crosses are published ones. */
    private static final List<Marker> FILLED = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.OVAL,
            SeriesMarkers.TRAPEZOID);

    /** What a series looks like; with categories only its source is seen. */
    public enum Look {
        /** A measured line through many points. */
        LINE,
        /** A measured line with markers and intervals. */
        MARKED,
        /** Published values. */
        POINTS,
        /** A published value for all abscissas. */
        LEVEL;

        boolean isPublished() {
            return this == POINTS || this == LEVEL;
        }
    }

    /**
     * Some points.
     *
     * @param name of what is shown, for example a scheduler
     * @param like another name whose colour this series has; its own name for a colour of its own
     * @param look how it is drawn
     * @param x abscissas, rising
     * @param y one value for each abscissa; NaN is left out
     */
    public record Series(String name, String like, Look look, double[] x, List<ConfidenceInterval> y) {}

    /** Copies the lists. */
    public Panel {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
    }

    /**
     * Draws the panel.
     *
     * @return a figure in which published values are named so
     */
    public Figure figure() {
        return new Figure(categories.isEmpty() ? curves() : marks());
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

    private XYChart curves() {
        XYChart chart = new XYChart(Figure.WIDTH, Figure.HEIGHT);
        chart.setTitle(title);
        chart.setXAxisTitle(xAxis);
        chart.setYAxisTitle(yAxis);
        style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        double[] x = series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.x))
                .sorted()
                .toArray();
        double margin = 0.02 * (x[x.length - 1] - x[0]);
        if (margin > 0) {
            chart.getStyler().setXAxisMin(x[0] - margin);
            chart.getStyler().setXAxisMax(x[x.length - 1] + margin);
        }
        Map<String, Integer> places = places();
        for (Series one : series) {
            double[] y = one.y.stream().mapToDouble(ConfidenceInterval::mean).toArray();
            double[] error =
                    one.y.stream().mapToDouble(ConfidenceInterval::halfWidth).toArray();
            boolean hasError = one.look == Look.MARKED && !Double.isNaN(error[0]);
            XYSeries drawn =
                    hasError ? chart.addSeries(legend(one), one.x, y, error) : chart.addSeries(legend(one), one.x, y);
            int place = places.get(one.like);
            drawn.setLineColor(SeriesColors.color(place));
            drawn.setMarkerColor(SeriesColors.color(place));
            drawn.setMarker(marker(one.look, place));
            if (one.look == Look.POINTS) {
                drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            } else {
                drawn.setLineStyle(one.look == Look.LEVEL ? Figure.dashed() : Figure.solid());
            }
        }
        return chart;
    }

    private CategoryChart marks() {
        CategoryChart chart = new CategoryChart(Figure.WIDTH, Figure.HEIGHT);
        chart.setTitle(title);
        chart.setYAxisTitle(yAxis);
        style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setXAxisLabelRotation(40);
        chart.getStyler().setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        chart.getStyler().setOverlapped(true);
        Map<String, Integer> places = places();
        for (Series one : series) {
            List<Double> y = new ArrayList<>(Collections.nCopies(categories.size(), null));
            for (int i = 0; i < one.x.length; i++) {
                double value = one.y.get(i).mean();
                y.set((int) one.x[i], Double.isNaN(value) ? null : Double.valueOf(value));
            }
            CategorySeries drawn = chart.addSeries(legend(one), categories, y);
            int place = places.get(one.like);
            drawn.setMarkerColor(SeriesColors.color(place));
            drawn.setMarker(marker(one.look, place));
        }
        return chart;
    }

    private static Marker marker(Look look, int place) {
        return switch (look) {
            case LINE, LEVEL -> SeriesMarkers.NONE;
            case MARKED -> FILLED.get(Math.max(0, place) % FILLED.size());
            case POINTS -> SeriesMarkers.CROSS;
        };
    }

    private static String legend(Series one) {
        return one.look.isPublished() ? one.name + " (published)" : one.name;
    }

    private boolean showsIntervals(Series one) {
        return one.look == Look.MARKED && categories.isEmpty();
    }

    private Map<String, Integer> places() {
        return SeriesColors.places(series.stream().map(Series::like).toList());
    }

    private void style(AxesChartStyler styler) {
        Figure.style(styler);
        styler.setMarkerSize(10);
        styler.setYAxisMin(0.0);
        double top = series.stream()
                .flatMapToDouble(one -> one.y.stream()
                        .mapToDouble(value ->
                                showsIntervals(one) && !Double.isNaN(value.halfWidth()) ? value.high() : value.mean()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        styler.setYAxisMax(1.04 * Math.max(top, Double.MIN_NORMAL));
    }
}
