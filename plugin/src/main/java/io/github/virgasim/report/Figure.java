// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A figure that can be saved as PNG and SVG. Series named as static policies have the same colour in every figure, from a
 * scheme that colour-blind readers can tell apart; {@link #UPPER_BOUND} is grey. Intervals are drawn as error bars.
 */
public final class Figure {
    /** Name of the series that shows what no policy can exceed. */
    public static final String UPPER_BOUND = "upper-bound";

    static final int WIDTH = 840;
    static final int HEIGHT = 620;
    private static final Color GRID = new Color(0xDDDDDD);
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.PLUS,
            SeriesMarkers.OVAL,
            SeriesMarkers.TRAPEZOID);

    private final IChart chart;

    Figure(IChart chart) {
        this.chart = chart;
    }

    /**
     * Draws one bar for each name.
     *
     * @param title stands above
     * @param yAxis name and unit of what the bars show
     * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
     * @param bars by name, from left to right; at least one
     * @return the figure
     */
    public static Figure bars(String title, String yAxis, double limit, Map<String, ConfidenceInterval> bars) {
        CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setYAxisTitle(yAxis);
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisLabelRotation(40);
        chart.getStyler().setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(top(bars.values(), limit));
        List<String> names = new ArrayList<>(bars.keySet());
        Map<String, Integer> places = SeriesColors.places(names);
        for (int i = 0; i < names.size(); i++) {
            ConfidenceInterval bar = bars.get(names.get(i));
            List<Double> height = only(names.size(), i, bar.mean());
            var series = Double.isNaN(bar.halfWidth())
                    ? chart.addSeries(names.get(i), names, height)
                    : chart.addSeries(names.get(i), names, height, only(names.size(), i, bar.halfWidth()));
            series.setFillColor(SeriesColors.color(places.get(names.get(i))));
        }
        return new Figure(chart);
    }

    private static List<Double> only(int size, int index, double value) {
        List<Double> values = new ArrayList<>(Collections.nCopies(size, Double.NaN));
        values.set(index, value);
        return values;
    }

    /**
     * Draws one line for each name.
     *
     * @param title stands above
     * @param xAxis name and unit of the abscissa
     * @param yAxis name and unit of the ordinate
     * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
     * @param x the abscissas of all lines, rising
     * @param lines one value for each abscissa, by name; at least one line
     * @return the figure
     */
    public static Figure lines(
            String title,
            String xAxis,
            String yAxis,
            double limit,
            double[] x,
            Map<String, List<ConfidenceInterval>> lines) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setXAxisTitle(xAxis);
        chart.setYAxisTitle(yAxis);
        style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        chart.getStyler().setMarkerSize(9);
        double margin = 0.04 * (x[x.length - 1] - x[0]);
        if (margin > 0) {
            chart.getStyler().setXAxisMin(x[0] - margin);
            chart.getStyler().setXAxisMax(x[x.length - 1] + margin);
        }
        List<ConfidenceInterval> all =
                lines.values().stream().flatMap(List::stream).toList();
        chart.getStyler().setYAxisMin(bottom(all));
        chart.getStyler().setYAxisMax(top(all, limit));
        Map<String, Integer> places = SeriesColors.places(lines.keySet());
        lines.forEach((name, values) -> {
            double[] y = values.stream().mapToDouble(ConfidenceInterval::mean).toArray();
            double[] error =
                    values.stream().mapToDouble(ConfidenceInterval::halfWidth).toArray();
            XYSeries series = Double.isNaN(error[0]) ? chart.addSeries(name, x, y) : chart.addSeries(name, x, y, error);
            int place = places.get(name);
            series.setLineColor(SeriesColors.color(place));
            series.setMarkerColor(SeriesColors.color(place));
            series.setMarker(place < 0 ? SeriesMarkers.NONE : MARKERS.get(place % MARKERS.size()));
            series.setLineStyle(place < 0 ? dashed() : solid());
        });
        return new Figure(chart);
    }

    static BasicStroke solid() {
        return new BasicStroke(2.2f);
    }

    static BasicStroke dashed() {
        return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 5}, 0);
    }

    private static double top(Collection<ConfidenceInterval> values, double limit) {
        double top = values.stream()
                .mapToDouble(value -> value.mean() + reach(value))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return top > 0 ? Math.min(1.04 * top, 1.01 * limit) : 1;
    }

    /** Returns the largest multiple of ten below all values that are above zero, so that close lines can be told apart. */
    private static double bottom(Collection<ConfidenceInterval> values) {
        double low = values.stream()
                .mapToDouble(value -> value.mean() - reach(value))
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        return Math.max(0, 10 * Math.floor(low / 10));
    }

    private static double reach(ConfidenceInterval value) {
        return Double.isNaN(value.halfWidth()) ? 0 : value.halfWidth();
    }

    static void style(AxesChartStyler styler) {
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setErrorBarsColor(Color.BLACK);
        styler.setPlotContentSize(0.98);
        styler.setPlotMargin(0);
        styler.setYAxisTickMarkSpacingHint(50);
        styler.setChartPadding(12);
    }

    /**
     * Puts figures of equal size beside and below each other.
     *
     * @param panels at least one, row by row
     * @param columns figures in a row, at least 1
     * @return one figure
     */
    public static Figure grid(List<Figure> panels, int columns) {
        return new Figure(new Grid(panels.stream().map(panel -> panel.chart).toList(), columns));
    }

    /**
     * Saves the figure twice, as name.png and name.svg.
     *
     * @param folder where to
     * @param name file name without ending
     * @throws IOException if a file cannot be written
     */
    public void save(Path folder, String name) throws IOException {
        for (String format : List.of("png", "svg")) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name + "." + format))) {
                ChartEncoder.saveChart(chart, out, format);
            }
        }
    }
}
