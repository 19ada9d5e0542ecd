// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a figure of bars or lines shows. What a series looks like follows from its role: the regulars of a field have
 * the same look in all figures, the bound is grey, and the others have what is left.
 */
public final class Chart {
    private final String title;
    private final String yAxis;
    private final double limit;
    private final Map<String, List<ConfidenceInterval>> series = new LinkedHashMap<>();
    private final Set<String> bounds = new LinkedHashSet<>();
    private List<String> regulars = List.of();

    /**
     * Begins a figure.
     *
     * @param title stands above
     * @param yAxis name and unit of the ordinate; what it shows is never negative
     * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
     */
    public Chart(String title, String yAxis, double limit) {
        this.title = title;
        this.yAxis = yAxis;
        this.limit = limit;
    }

    /**
     * Says which names have the same look in all figures, whichever of them are shown.
     *
     * @param names in a fixed order, for example those of the static policies
     * @return this
     */
    public Chart regulars(List<String> names) {
        regulars = List.copyOf(names);
        return this;
    }

    /**
     * Adds a series.
     *
     * @param name stands in the legend, or below the bar
     * @param values one for each abscissa; one alone for a bar
     * @return this
     */
    public Chart add(String name, List<ConfidenceInterval> values) {
        series.put(name, values);
        return this;
    }

    /**
     * Adds several series in order.
     *
     * @param more values by name
     * @return this
     */
    public Chart addAll(Map<String, List<ConfidenceInterval>> more) {
        more.forEach(this::add);
        return this;
    }

    /**
     * Adds what none of the others can exceed, by the name {@link Figure#UPPER_BOUND}.
     *
     * @param values as in {@link #add}
     * @return this
     */
    public Chart bound(List<ConfidenceInterval> values) {
        bounds.add(Figure.UPPER_BOUND);
        return add(Figure.UPPER_BOUND, values);
    }

    private Map<String, Integer> places() {
        return SeriesStyle.places(series.keySet(), regulars, bounds);
    }

    /**
     * Draws one bar for each series; the title says so if all are 0.
     *
     * @return the figure
     */
    public Figure bars() {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        series.forEach((name, values) -> bars.put(name, values.get(0)));
        return new Figure(
                Categories.bars(title, yAxis, limit, bars, places()),
                List.of(FigureData.bars(title, yAxis, bars, places(), limit)));
    }

    /**
     * Draws one line for each series.
     *
     * @param xAxis name and unit of the abscissa
     * @param x the abscissas of all lines, rising
     * @return the figure
     */
    public Figure lines(String xAxis, double[] x) {
        List<Panel.Series> lines = new ArrayList<>();
        series.forEach((name, values) -> lines.add(new Panel.Series(name, name, Panel.Look.MARKED, x, values)));
        return new Panel(title, xAxis, yAxis, limit, List.of(), lines).figure(places());
    }
}
