// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows errors: every cell in a file, medians and worst cells for people. */
public final class ErrorTables {
    private final List<ErrorRow> rows;

    /**
     * Takes rows.
     *
     * @param rows in any order
     */
    public ErrorTables(List<ErrorRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * Writes all rows.
     *
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        new ResultTable<ErrorRow>()
                .column("source", ErrorRow::source)
                .column("quantity", ErrorRow::quantity)
                .column("cell", ErrorRow::cell)
                .column("measured", ErrorRow::measured)
                .column("predicted", ErrorRow::predicted)
                .column("error_percent", ErrorRow::errorPercent)
                .column("noise_percent", ErrorRow::noisePercent)
                .column("in_range", ErrorRow::inRange)
                .column("part", ErrorRow::part)
                .write(file, rows);
    }

    /** What cells of one source, part, range and quantity come to; figures in percent. */
    private record Line(List<String> key, int cells, double median, double mean, double worst, double noise) {
        static Line of(List<String> key, List<ErrorRow> rows) {
            double[] errors = rows.stream()
                    .mapToDouble(row -> Math.abs(row.errorPercent()))
                    .toArray();
            return new Line(
                    key,
                    rows.size(),
                    Parameter.median(errors),
                    rows.stream()
                            .mapToDouble(row -> Math.abs(row.errorPercent()))
                            .average()
                            .orElse(0),
                    rows.stream()
                            .mapToDouble(ErrorRow::errorPercent)
                            .reduce((a, b) -> Math.abs(b) > Math.abs(a) ? b : a)
                            .orElse(Double.NaN),
                    Parameter.median(
                            rows.stream().mapToDouble(ErrorRow::noisePercent).toArray()));
        }

        List<String> figures() {
            return List.of(
                    String.valueOf(cells),
                    TextTable.number(median, 2),
                    TextTable.number(mean, 2),
                    TextTable.number(worst, 1),
                    TextTable.number(noise, 2));
        }
    }

    private List<Line> lines() {
        Map<List<String>, List<ErrorRow>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.source(), row.part(), row.range(), row.quantity()),
                        () -> new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())),
                        Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> Line.of(group.getKey(), group.getValue()))
                .toList();
    }

    /**
     * Summarises by source, part, range and quantity.
     *
     * @return a line each: number of cells, median and mean of |error|, worst, median noise, all in percent
     */
    public TextTable summary() {
        TextTable table = new TextTable(
                "source", "part", "range", "quantity", "cells", "median %", "mean %", "worst %", "noise %");
        for (Line line : lines()) {
            table.row(
                    Stream.concat(line.key().stream(), line.figures().stream()).toArray(String[]::new));
        }
        return table;
    }

    /**
     * Writes the summary, rounded as it is shown; empty where there is no figure.
     *
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    public void writeSummary(Path file) throws IOException {
        ResultTable<Line> table = new ResultTable<Line>()
                .column("source", line -> line.key().get(0))
                .column("part", line -> line.key().get(1))
                .column("range", line -> line.key().get(2))
                .column("quantity", line -> line.key().get(3))
                .column("cells", Line::cells);
        String[] figures = {"median_percent", "mean_percent", "worst_percent", "noise_percent"};
        for (int i = 0; i < figures.length; i++) {
            int place = i + 1;
            table.column(figures[i], line -> shown(line.figures().get(place)));
        }
        table.write(file, lines());
    }

    private static String shown(String figure) {
        return figure.matches("-?[0-9.]+") ? figure : "";
    }
}
