// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.Styler;

/**
 * A matrix whose elements are written into coloured cells; infinite ones are left out.
 *
 * @param title stands above
 * @param xAxis what columns count, from 0
 * @param yAxis what rows count, from 0, upwards
 * @param cells rows of equal length, at least one
 */
public record HeatMap(String title, String xAxis, String yAxis, List<List<Double>> cells) {
    /** Not white, which a cell that is left out has. */
    private static final Color LOWEST = new Color(0xFCEBDD);

    private static final Color HIGHEST = new Color(0xEE7733);

    /**
     * Draws the matrix.
     *
     * @return a figure
     */
    public Figure figure() {
        HeatMapChart chart = new HeatMapChart(Figure.WIDTH, Figure.HEIGHT, Styler.ChartTheme.XChart);
        chart.setTitle(title);
        chart.setXAxisTitle(xAxis);
        chart.setYAxisTitle(yAxis);
        Figure.style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setShowValue(true);
        chart.getStyler().setHeatMapValueDecimalPattern("#0.0");
        chart.getStyler().setRangeColors(new Color[] {LOWEST, HIGHEST});
        List<Number[]> points = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            for (int column = 0; column < cells.get(row).size(); column++) {
                if (Double.isFinite(cells.get(row).get(column))) {
                    points.add(new Number[] {column, row, cells.get(row).get(column)});
                }
            }
        }
        chart.addSeries(
                title,
                IntStream.range(0, cells.get(0).size()).boxed().toList(),
                IntStream.range(0, cells.size()).boxed().toList(),
                points);
        return new Figure(chart);
    }
}
