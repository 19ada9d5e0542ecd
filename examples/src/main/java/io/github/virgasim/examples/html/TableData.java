// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as far as a report shows it: of more than {@value #ROWS} rows, or where the tables together would be too large, every
 * k-th row from the first on; of longer cells the beginning.
 *
 * @param name of the file in its folder
 * @param columns their names
 * @param rows what is shown, as it stands in the file
 * @param total number of rows in the file
 * @param every k
 */
record TableData(String name, List<String> columns, List<String[]> rows, long total, long every) {
    static final int ROWS = 2000;
    private static final int CELL = 200;
    /** Bytes of a table, and of all together. */
    private static final long LARGEST = 400_000;

    private static final long ALL = 2_000_000;
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT;

    /** Reads the tables of a folder, sorted by name. */
    static List<TableData> of(Path folder) throws IOException {
        List<Path> files = HtmlReport.files(folder, ".csv");
        List<TableData> tables = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            tables.add(read(file, name, Math.min(LARGEST, ALL / files.size())));
        }
        return tables;
    }

    private static TableData read(Path file, String name, long bytes) throws IOException {
        long total = 0;
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser records = FORMAT.parse(reader)) {
            for (CSVRecord record : records) {
                total += record.size() > 0 ? 1 : 0;
            }
        }
        total = Math.max(0, total - 1);
        long every = Math.max(1, Math.max((total + ROWS - 1) / ROWS, (Files.size(file) + bytes - 1) / bytes));
        List<String[]> rows = new ArrayList<>();
        List<String> columns = List.of();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser records = FORMAT.parse(reader)) {
            for (CSVRecord record : records) {
                long row = record.getRecordNumber() - 2;
                if (row < 0) {
                    columns = List.of(record.values());
                } else if (row % every == 0) {
                    rows.add(shortened(record.values()));
                }
            }
        }
        return new TableData(name, columns, rows, total, every);
    }

    private static String[] shortened(String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].length() > CELL ? cells[i].substring(0, CELL) + "…" : cells[i];
        }
        return cells;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeNumberField("total", total);
        json.writeNumberField("every", every);
        json.writeFieldName("columns");
        json.writeArray(columns.toArray(String[]::new), 0, columns.size());
        json.writeArrayFieldStart("rows");
        for (String[] row : rows) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
