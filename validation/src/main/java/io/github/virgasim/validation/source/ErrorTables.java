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

    /**
     * Summarises by source, part, range and quantity.
     *
     * @return a line each: number of cells, median and mean of |error|, worst, median noise, all in percent
     */
    public TextTable summary() {
        TextTable table = new TextTable(
                "source", "part", "range", "quantity", "cells", "median %", "mean %", "worst %", "noise %");
        Map<List<String>, List<ErrorRow>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.source(), row.part(), row.range(), row.quantity()),
                        () -> new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())),
                        Collectors.toList()));
        groups.forEach((key, of) -> {
            double[] errors =
                    of.stream().mapToDouble(row -> Math.abs(row.errorPercent())).toArray();
            double worst = of.stream()
                    .mapToDouble(ErrorRow::errorPercent)
                    .reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
            double noise = Parameter.median(
                    of.stream().mapToDouble(ErrorRow::noisePercent).toArray());
            double mean = of.stream()
                    .mapToDouble(row -> Math.abs(row.errorPercent()))
                    .average()
                    .orElse(0);
            table.row(
                    key.get(0),
                    key.get(1),
                    key.get(2),
                    key.get(3),
                    String.valueOf(of.size()),
                    TextTable.number(Parameter.median(errors), 2),
                    TextTable.number(mean, 2),
                    TextTable.number(worst, 1),
                    TextTable.number(noise, 2));
        });
        return table;
    }
}
