// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.report.Panel.Series;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws bars, or the marks of a panel's series, over names. */
final class Categories {
    private static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final int ROTATION = 40;

    private final CategoryChart chart = new CategoryChart(Figure.WIDTH, Figure.HEIGHT);
    private final List<String> names;

    private Categories(String title, String yAxis, List<String> names) {
        this.names = sampled(names);
        chart.setTitle(title);
        chart.setYAxisTitle(yAxis);
        CategoryStyler styler = chart.getStyler();
        Figure.style(styler);
        styler.setAxisTickLabelsFont(NAMES);
        styler.setXAxisLabelRotation(ROTATION);
        styler.setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        // XChart leaves out names that are closer than this, and those that begin left of the figure.
        styler.setXAxisTickMarkSpacingHint(1);
        styler.setYAxisLeftWidthHint(leftWidth(names));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setOverlapped(true);
    }

    /** Returns the names, the widest with spaces behind it: XChart leaves room for the name with the most characters. */
    private static List<String> sampled(List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElseThrow();
        String widest = Collections.max(names, (a, b) -> Double.compare(width(a), width(b)));
        return names.stream()
                .map(name -> name.equals(widest) ? name + " ".repeat(longest + 1 - name.length()) : name)
                .toList();
    }

    private static double width(String name) {
        Rectangle2D bounds = NAMES.getStringBounds(name, new FontRenderContext(null, true, false));
        return bounds.getWidth();
    }

    /** Returns how much room the first names need left of the plot. */
    private static int leftWidth(List<String> names) {
        double room = Figure.WIDTH - 2.0 * Figure.PADDING;
        double left = 0;
        for (int i = 0; i < names.size(); i++) {
            double reach = width(names.get(i)) * Math.cos(Math.toRadians(ROTATION)) + NAMES.getSize();
            double place = (i + 0.5) / names.size();
            left = Math.max(left, (reach - room * place) / (1 - place));
        }
        return (int) Math.ceil(left);
    }

    /** Draws one bar with its interval for each name. */
    static CategoryChart bars(
            String title,
            String yAxis,
            double limit,
            Map<String, ConfidenceInterval> bars,
            Map<String, Integer> places) {
        Categories drawing = new Categories(title + emptiness(bars.values()), yAxis, List.copyOf(bars.keySet()));
        List<Whisker> whiskers =
                bars.values().stream().map(bar -> Whisker.of(bar, limit)).toList();
        CategoryStyler styler = drawing.chart.getStyler();
        styler.setLegendVisible(false);
        styler.setAvailableSpaceFill(0.7);
        List<Double> shown = new ArrayList<>();
        bars.values().forEach(bar -> shown.add(bar.mean()));
        whiskers.forEach(whisker -> shown.add(whisker.high()));
        AxisRange.fromZero(shown, limit).applyTo(styler);
        drawing.bars(bars, places);
        drawing.whiskers(whiskers);
        return drawing.chart;
    }

    /** Tells an empty chart of zeros from one without values, as of a run that counted no query. */
    private static String emptiness(Collection<ConfidenceInterval> bars) {
        if (bars.stream().allMatch(bar -> Double.isNaN(bar.mean()))) {
            return ": no values";
        }
        return bars.stream().noneMatch(bar -> bar.mean() > 0) ? ": none" : "";
    }

    private void bars(Map<String, ConfidenceInterval> bars, Map<String, Integer> places) {
        int index = 0;
        for (Map.Entry<String, ConfidenceInterval> bar : bars.entrySet()) {
            double[] height = empty();
            height[index++] = bar.getValue().mean();
            add(bar.getKey(), height)
                    .setFillColor(SeriesStyle.of(places.get(bar.getKey())).color());
        }
    }

    private void whiskers(List<Whisker> whiskers) {
        if (whiskers.stream().noneMatch(Whisker::isDrawn)) {
            return;
        }
        List<Double> middle = whiskers.stream().map(Whisker::middle).toList();
        List<Double> half = whiskers.stream().map(Whisker::half).toList();
        CategorySeries series = chart.addSeries("intervals", names, middle, half);
        series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.NONE);
    }

    private double[] empty() {
        return names.stream().mapToDouble(name -> Double.NaN).toArray();
    }

    private CategorySeries add(String label, double[] values) {
        return chart.addSeries(label, names, Arrays.stream(values).boxed().toList());
    }

    /** Draws a mark for each value of a panel's series. */
    static CategoryChart marks(Panel panel, Map<String, Integer> places) {
        Categories drawing = new Categories(panel.title(), panel.yAxis(), panel.categories());
        CategoryStyler styler = drawing.chart.getStyler();
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        List<Double> shown = new ArrayList<>();
        panel.series().forEach(one -> one.y().forEach(value -> shown.add(value.mean())));
        AxisRange.fitting(shown, List.of(), panel.limit()).applyTo(styler);
        for (Series one : panel.series()) {
            double[] y = drawing.empty();
            for (int i = 0; i < one.x().length; i++) {
                y[(int) one.x()[i]] = one.y().get(i).mean();
            }
            SeriesStyle style = SeriesStyle.of(places.get(one.like()));
            CategorySeries drawn = drawing.add(one.legend(), y);
            drawn.setMarkerColor(style.color());
            drawn.setMarker(Curves.marker(one.look(), style));
        }
        return drawing.chart;
    }
}
