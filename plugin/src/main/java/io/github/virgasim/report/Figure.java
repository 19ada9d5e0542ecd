// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * A figure that can be saved as PNG and SVG. Series are told apart by colour, line style and marker together; {@link Chart}
 * says which. Intervals are drawn as error bars and end
 * where no value can be: at 0, and at a limit if there is one.
 */
public final class Figure {
    /** Name of the series that shows what no policy can exceed. */
    public static final String UPPER_BOUND = "upper-bound";

    static final int WIDTH = 840;
    static final int HEIGHT = 620;
    static final int PADDING = 12;
    private static final Color GRID = new Color(0xDDDDDD);

    private final IChart chart;
    private final List<String> data;

    /**
     * Makes a figure.
     *
     * @param chart draws it
     * @param data its panels, as {@link FigureData} writes them
     */
    Figure(IChart chart, List<String> data) {
        this.chart = chart;
        this.data = data;
    }

    /**
     * Draws one bar for each name, as {@link Chart#bars} does.
     *
     * @param title stands above
     * @param yAxis name and unit of what the bars show, which is never negative
     * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
     * @param bars by name, from left to right; at least one
     * @return the figure
     */
    public static Figure bars(String title, String yAxis, double limit, Map<String, ConfidenceInterval> bars) {
        Chart chart = new Chart(title, yAxis, limit);
        bars.forEach((name, bar) -> chart.add(name, List.of(bar)));
        return chart.bars();
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
        styler.setChartPadding(PADDING);
        styler.setMarkerSize(9);
        styler.setLegendSeriesLineLength(36);
        styler.setLocale(Locale.ROOT);
        // XChart by itself writes .05 for 0.05.
        styler.setDecimalPattern("0.######");
    }

    /**
     * Puts figures of equal size beside and below each other.
     *
     * @param panels at least one, row by row
     * @param columns figures in a row, at least 1
     * @return one figure
     */
    public static Figure grid(List<Figure> panels, int columns) {
        return new Figure(
                new Grid(panels.stream().map(panel -> panel.chart).toList(), columns),
                panels.stream().flatMap(panel -> panel.data.stream()).toList());
    }

    /**
     * Saves the figure twice, as name.png and name.svg, with the same bytes under every locale. The SVG carries the numbers,
     * which {@link FigureData#panels} reads.
     *
     * @param folder where to
     * @param name file name without ending
     * @throws IOException if a file cannot be written
     */
    public void save(Path folder, String name) throws IOException {
        for (String format : List.of("png", "svg")) {
            byte[] bytes = ChartEncoder.getBytes(chart, format);
            Files.write(folder.resolve(name + "." + format), format.equals("svg") ? withData(bytes) : bytes);
        }
    }

    private byte[] withData(byte[] svg) {
        String unixLines = new String(svg, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        return FigureData.embed(unixLines, data).getBytes(StandardCharsets.UTF_8);
    }
}
