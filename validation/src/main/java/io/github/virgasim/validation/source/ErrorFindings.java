// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.experiment.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Errors as a command leaves them: a table for the terminal; errors.csv, summary.csv, errors.md and figures in a folder. */
public final class ErrorFindings implements Findings {
    private final List<ErrorRow> rows;
    private final List<String> remarks;
    private final ErrorTables tables;

    /**
     * Takes rows.
     *
     * @param rows in any order
     * @param remarks of those who have read the measurements, sentences
     */
    public ErrorFindings(List<ErrorRow> rows, List<String> remarks) {
        this.rows = List.copyOf(rows);
        this.remarks = Stream.concat(outside(rows).stream(), remarks.stream()).toList();
        tables = new ErrorTables(rows);
    }

    /** Names the quantities of which no cell lies in range. */
    private static List<String> outside(List<ErrorRow> rows) {
        Map<String, TreeSet<String>> all = new TreeMap<>();
        rows.forEach(
                row -> all.computeIfAbsent(row.source(), s -> new TreeSet<>()).add(row.quantity()));
        rows.stream()
                .filter(ErrorRow::inRange)
                .forEach(row -> all.get(row.source()).remove(row.quantity()));
        all.values().removeIf(TreeSet::isEmpty);
        return all.entrySet().stream()
                .map(each -> each.getKey() + ": outside of what was measured in every cell, and in no figure: "
                        + SomeNames.of(each.getValue()) + ".")
                .toList();
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(tables.summary().toString());
        remarks.forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    @Override
    public void write(Path folder) throws IOException {
        tables.write(folder.resolve("errors.csv"));
        tables.writeSummary(folder.resolve("summary.csv"));
        new ErrorFigures(rows).write(folder);
        Files.writeString(
                folder.resolve("errors.md"),
                "# Errors of the model\n\nIn percent of what was measured.\n\n"
                        + tables.summary().markdown()
                        + remarks.stream().map(remark -> "\n" + remark + "\n").collect(Collectors.joining()));
    }
}
