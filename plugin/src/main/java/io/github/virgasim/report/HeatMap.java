// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
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
        chart.getStyler().setRangeColors(new Color[] {LOWEST, HIGHEST});
        chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        int columns = cells.get(0).size();
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax((double) columns);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax((double) cells.size());
        List<Number[]> points = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            for (int column = 0; column < columns; column++) {
                double value = cells.get(row).get(column);
                if (Double.isFinite(value)) {
                    points.add(new Number[] {column, row, value});
                    // XChart itself would write the value as the machine's locale has it.
                    chart.addAnnotation(new AnnotationText(TextTable.number(value, 1), column + 0.5, row + 0.5, false));
                }
            }
        }
        chart.addSeries(
                title,
                IntStream.range(0, columns).boxed().toList(),
                IntStream.range(0, cells.size()).boxed().toList(),
                points);
        return new Figure(chart, List.of(FigureData.heatMap(this)));
    }
}
