// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.Panel;
import io.github.virgasim.report.Panel.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws errors, for each recording three figures at most: predictions over measurements, cumulative distributions of the absolute
 * errors, and absolute errors over the load where there is one. Cells out of range are left out; so are all but the
 * {@value #MOST} quantities with the most cells. Of more than {@value #DOTS} dots every second, third, ... is drawn.
 */
public final class ErrorFigures {
    private static final int MOST = 12;
    private static final int DOTS = 400;
    private static final int COLUMNS = 3;
    private static final int STEPS = 60;
    private static final double SHOWN = 0.95;

    private final Map<String, List<ErrorRow>> sources;

    /**
     * Takes rows.
     *
     * @param rows in any order
     */
    public ErrorFigures(List<ErrorRow> rows) {
        sources = rows.stream()
                .filter(row -> row.inRange() && Double.isFinite(row.errorPercent()))
                .collect(Collectors.groupingBy(ErrorRow::source, TreeMap::new, Collectors.toList()));
    }

    /**
     * Writes all figures as PNG and SVG.
     *
     * @param folder where to
     * @throws IOException if one cannot be written
     */
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, List<ErrorRow>> source : sources.entrySet()) {
            List<ErrorRow> rows = source.getValue();
            List<Figure> scatter = new ArrayList<>();
            most(rows).forEach((quantity, of) -> scatter.add(scatter(quantity, of)));
            Figure.grid(scatter, Math.min(COLUMNS, scatter.size())).save(folder, source.getKey() + "-predicted");
            distributions(source.getKey(), unfitted(rows)).save(folder, source.getKey() + "-distribution");
            List<ErrorRow> loaded = unfitted(rows).stream()
                    .filter(row -> Double.isFinite(row.load()))
                    .toList();
            if (!loaded.isEmpty()) {
                overLoad(source.getKey(), loaded).save(folder, source.getKey() + "-load");
            }
        }
    }

    /** What nothing was fitted to, or all if there is nothing else. */
    private static List<ErrorRow> unfitted(List<ErrorRow> rows) {
        List<ErrorRow> others =
                rows.stream().filter(row -> !row.part().equals("fit")).toList();
        return others.isEmpty() ? rows : others;
    }

    /** Returns the quantities with the most cells, by name; at which load is no part of it. */
    private static Map<String, List<ErrorRow>> most(List<ErrorRow> rows) {
        Map<String, List<ErrorRow>> all = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.quantity().replaceFirst("^at \\d+% ", ""), TreeMap::new, Collectors.toList()));
        List<String> names = all.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -all.get(name).size())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .sorted()
                .toList();
        Map<String, List<ErrorRow>> most = new LinkedHashMap<>();
        names.forEach(name -> most.put(name, all.get(name)));
        return most;
    }

    private static List<ConfidenceInterval> values(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> ConfidenceInterval.of(value))
                .toList();
    }

    private static Panel.Series dots(String name, List<ErrorRow> rows, boolean overLoad) {
        List<ErrorRow> all = rows.stream()
                .sorted(Comparator.comparingDouble(row -> overLoad ? row.load() : row.measured()))
                .toList();
        int step = (all.size() + DOTS - 1) / DOTS;
        List<ErrorRow> sorted = IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
        return new Panel.Series(
                name,
                name,
                Look.DOTS,
                sorted.stream()
                        .mapToDouble(row -> overLoad ? row.load() : row.measured())
                        .toArray(),
                values(sorted.stream()
                        .mapToDouble(row -> overLoad ? Math.abs(row.errorPercent()) : row.predicted())
                        .toArray()));
    }

    private static Figure scatter(String quantity, List<ErrorRow> rows) {
        List<Panel.Series> series = new ArrayList<>();
        rows.stream()
                .collect(Collectors.groupingBy(ErrorRow::part, TreeMap::new, Collectors.toList()))
                .forEach((part, of) -> series.add(dots(part, of, false)));
        double[] ends = {
            rows.stream().mapToDouble(ErrorRow::measured).min().orElse(0),
            rows.stream().mapToDouble(ErrorRow::measured).max().orElse(1)
        };
        series.add(new Panel.Series("equal", "equal", Look.LINE, ends, values(ends)));
        return new Panel(quantity, "measured", "predicted", List.of(), series).figure();
    }

    private static Figure distributions(String source, List<ErrorRow> rows) {
        double[] all = rows.stream()
                .mapToDouble(row -> Math.abs(row.errorPercent()))
                .sorted()
                .toArray();
        double shown = Math.max(1e-3, Figures.of(all, SHOWN));
        double[] x = new double[STEPS + 1];
        Arrays.setAll(x, i -> shown * i / STEPS);
        Chart chart = new Chart("Cells within an error, " + source, "share of cells [%]", 100);
        most(rows)
                .forEach((quantity, of) -> chart.add(
                        quantity,
                        values(Arrays.stream(x)
                                .map(limit -> 100.0
                                        * of.stream()
                                                .filter(row -> Math.abs(row.errorPercent()) <= limit)
                                                .count()
                                        / of.size())
                                .toArray())));
        return chart.lines("absolute error [%]", x);
    }

    private static Figure overLoad(String source, List<ErrorRow> rows) {
        List<Panel.Series> series = new ArrayList<>();
        most(rows).forEach((quantity, of) -> series.add(dots(quantity, of, true)));
        return new Panel("Errors over load, " + source, "load [%]", "absolute error [%]", List.of(), series).figure();
    }
}
