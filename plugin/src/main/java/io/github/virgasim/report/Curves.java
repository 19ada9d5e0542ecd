// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.report.Panel.Look;
import io.github.virgasim.report.Panel.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the series of a panel over a scale of numbers. Points of several series at the same abscissas stand a little beside
 * each other, so that their intervals can be told apart; a curve that is the same as one before it says so in the legend.
 */
final class Curves {
    /** Markers on a line of many points. */
    private static final int MARKERS_OF_LINE = 7;
    /** Points on such a line, about. */
    private static final int POINTS_OF_LINE = 150;
    /** Widest distance between neighbours beside each other, in the length of the abscissa. */
    private static final double BESIDE = 0.005;
    /** Part of the distance between two abscissas that points beside each other may take. */
    private static final double TOGETHER = 0.4;
    /** Curves closer than this part of the ordinate's length all along are the same to the eye. */
    private static final double SAME = 0.001;

    private final XYChart chart = new XYChart(Figure.WIDTH, Figure.HEIGHT);
    private final Panel panel;
    private final Map<String, Integer> places;
    private final AxisRange range;
    private final double low;
    private final double high;

    private Curves(Panel panel, Map<String, Integer> places) {
        this.panel = panel;
        this.places = places;
        double[] x = panel.series().stream()
                .flatMapToDouble(one -> Arrays.stream(one.x()))
                .sorted()
                .toArray();
        low = x[0];
        high = x[x.length - 1];
        List<Double> values = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (Series one : panel.series()) {
            one.y().stream().map(ConfidenceInterval::mean).forEach(values::add);
            whiskers(one).forEach(whisker -> {
                ends.add(whisker.low());
                ends.add(whisker.high());
            });
        }
        range = AxisRange.fitting(values, ends, panel.limit());
    }

    static XYChart chart(Panel panel, Map<String, Integer> places) {
        return new Curves(panel, places).draw();
    }

    private XYChart draw() {
        chart.setTitle(panel.title());
        chart.setXAxisTitle(panel.xAxis());
        chart.setYAxisTitle(panel.yAxis());
        Figure.style(chart.getStyler());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        double margin = 0.04 * (high - low);
        if (margin > 0) {
            chart.getStyler().setXAxisMin(low - margin);
            chart.getStyler().setXAxisMax(high + margin);
        }
        range.applyTo(chart.getStyler());
        List<Series> beside = beside();
        for (int i = 0; i < panel.series().size(); i++) {
            addWhiskers(panel.series().get(i), beside.get(i).x());
        }
        for (int i = 0; i < panel.series().size(); i++) {
            add(beside.get(i), label(i));
        }
        return chart;
    }

    /** Returns the series, with marked ones beside each other if they have abscissas in common. */
    private List<Series> beside() {
        List<Series> marked = panel.series().stream()
                .filter(one -> one.look() == Look.MARKED && places.get(one.like()) >= 0)
                .toList();
        double[] x = marked.stream()
                .flatMapToDouble(one -> Arrays.stream(one.x()))
                .sorted()
                .distinct()
                .toArray();
        if (x.length == marked.stream().mapToInt(one -> one.x().length).sum()) {
            return panel.series();
        }
        double step = BESIDE * (high - low);
        for (int i = 1; i < x.length; i++) {
            step = Math.min(step, TOGETHER * (x[i] - x[i - 1]) / (marked.size() - 1));
        }
        List<Series> moved = new ArrayList<>();
        for (Series one : panel.series()) {
            int index = marked.indexOf(one);
            double by = index < 0 ? 0 : (index - (marked.size() - 1) / 2.0) * step;
            moved.add(new Series(
                    one.name(),
                    one.like(),
                    one.look(),
                    Arrays.stream(one.x()).map(value -> value + by).toArray(),
                    one.y()));
        }
        return moved;
    }

    private List<Whisker> whiskers(Series one) {
        return one.look() == Look.MARKED
                ? one.y().stream().map(y -> Whisker.of(y, panel.limit())).toList()
                : List.of();
    }

    private void addWhiskers(Series one, double[] x) {
        List<Whisker> whiskers =
                whiskers(one).stream().map(whisker -> whisker.from(range.low())).toList();
        if (whiskers.stream().noneMatch(Whisker::isDrawn)) {
            return;
        }
        double[] middle = whiskers.stream().mapToDouble(Whisker::middle).toArray();
        double[] half = whiskers.stream().mapToDouble(Whisker::half).toArray();
        XYSeries bars = chart.addSeries("intervals of " + one.name(), x, middle, half);
        bars.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        bars.setMarker(SeriesMarkers.NONE);
        bars.setLineColor(SeriesStyle.of(places.get(one.like())).color());
        bars.setShowInLegend(false);
    }

    private void add(Series one, String label) {
        SeriesStyle style = SeriesStyle.of(places.get(one.like()));
        double[] y = one.y().stream().mapToDouble(ConfidenceInterval::mean).toArray();
        if (one.look() == Look.LINE) {
            XYSeries line = chart.addSeries("line of " + one.name(), dense(one.x()), dense(y));
            line.setLineColor(style.color());
            line.setLineStyle(style.stroke());
            line.setMarker(SeriesMarkers.NONE);
            // A smooth line is one path, along which dashes go on; others are dashed anew from point to point.
            line.setSmooth(true);
            line.setShowInLegend(false);
            y = some(y, places.get(one.like()));
        }
        XYSeries drawn = chart.addSeries(label, one.x(), y);
        drawn.setLineColor(style.color());
        drawn.setMarkerColor(style.color());
        drawn.setMarker(marker(one.look(), style));
        if (one.look() == Look.POINTS || one.look() == Look.DOTS) {
            drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        } else {
            drawn.setLineStyle(one.look() == Look.LEVEL ? SeriesStyle.level() : style.stroke());
        }
    }

    static Marker marker(Look look, SeriesStyle style) {
        return switch (look) {
            case LEVEL -> SeriesMarkers.NONE;
            case LINE, MARKED, DOTS -> style.marker();
            case POINTS -> SeriesMarkers.CROSS;
        };
    }

    /** Returns the values with others in between, so many that a smooth line through them is straight from one to the next. */
    private static double[] dense(double[] values) {
        int steps = Math.max(1, POINTS_OF_LINE / values.length);
        double[] dense = new double[(values.length - 1) * steps + 1];
        for (int i = 0; i < dense.length; i++) {
            double from = values[i / steps];
            dense[i] = i % steps == 0 ? from : from + (values[i / steps + 1] - from) * (i % steps) / steps;
        }
        return dense;
    }

    /** Returns a few values, at different places in different series, and NaN in between, so that no line joins them. */
    private static double[] some(double[] values, int place) {
        double[] some = new double[values.length];
        Arrays.fill(some, Double.NaN);
        int step = Math.max(2, values.length / MARKERS_OF_LINE);
        for (int i = Math.max(0, place) * step / MARKERS_OF_LINE % step; i < values.length; i += step) {
            some[i] = values[i];
        }
        return some;
    }

    /** Returns a series' name in the legend, with the first curve before it that is the same. */
    private String label(int index) {
        Series one = panel.series().get(index);
        return panel.series().subList(0, index).stream()
                .filter(other -> other.look() == one.look() && contains(one, other))
                .findFirst()
                .map(other -> one.legend() + "\nsame as " + other.name())
                .orElse(one.legend());
    }

    /** Tells whether all points of another line are on this one. */
    private boolean contains(Series one, Series other) {
        if (one.look() == Look.POINTS || one.look() == Look.DOTS) {
            return false;
        }
        double length = range.isLogarithmic() ? Math.log(range.high() / range.low()) : range.high() - range.low();
        for (int i = 0; i < other.x().length; i++) {
            int there = Arrays.binarySearch(one.x(), other.x()[i]);
            if (there < 0) {
                return false;
            }
            double a = one.y().get(there).mean();
            double b = other.y().get(i).mean();
            double distance = range.isLogarithmic() ? Math.abs(Math.log(a / b)) : Math.abs(a - b);
            if (!(distance <= SAME * length)) {
                return false;
            }
        }
        return true;
    }
}
