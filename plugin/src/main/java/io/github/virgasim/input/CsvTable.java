// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A small CSV file in memory whose cells know where they stand, so that every complaint names file, line and column.
 *
 * <p>The first line that is not blank and does not start with {@code #} is the header. Rows must have as many cells as
 * the header. Columns beyond the required ones are allowed and ignored.
 */
public final class CsvTable {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    private CsvTable(String file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads a file.
     *
     * @param path the CSV file, UTF-8
     * @param columns the columns that must be there
     * @return the table, with at least one row
     * @throws InvalidInputException if the file is missing, empty, malformed or lacks a column
     */
    public static CsvTable read(Path path, String... columns) {
        return InputFile.read(path, reader -> read(reader, path.toString(), columns));
    }

    /**
     * Reads a text.
     *
     * @param reader the text; it is read to its end and not closed
     * @param file the name used in messages
     * @param columns the columns that must be there
     * @return the table, with at least one row
     * @throws IOException if the reader fails
     * @throws InvalidInputException if the text is empty, malformed or lacks a column
     */
    public static CsvTable read(Reader reader, String file, String... columns) throws IOException {
        List<String> lines = lines(reader);
        // Comment lines before the header become blank: the parser would take the first of them for the header's line.
        for (int i = 0; i < lines.size() && isSkipped(lines.get(i)); i++) {
            lines.set(i, "");
        }
        CsvTable table;
        int line = nextLine(lines, 0);
        try (CSVParser parser = FORMAT.parse(new StringReader(String.join("\n", lines)))) {
            table = new CsvTable(file, List.copyOf(parser.getHeaderNames()));
            table.checkHeader(line, columns);
            Iterator<CSVRecord> records = parser.iterator();
            line = nextLine(lines, (int) parser.getCurrentLineNumber());
            while (records.hasNext()) {
                CSVRecord cells = records.next();
                if (cells.size() > 1 || !cells.get(0).isBlank()) {
                    table.add(line, cells);
                }
                line = nextLine(lines, (int) parser.getCurrentLineNumber());
            }
        } catch (InvalidInputException e) {
            throw e;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "%s, line %d: is not well-formed CSV (%s)".formatted(file, line, e.getMessage()));
        }
        if (table.rows.isEmpty()) {
            throw new InvalidInputException(file + ": holds no rows, must hold at least one");
        }
        return table;
    }

    private static List<String> lines(Reader reader) throws IOException {
        List<String> lines;
        try {
            lines = new ArrayList<>(new BufferedReader(reader).lines().toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
            lines.set(0, lines.get(0).substring(1));
        }
        return lines;
    }

    /** Returns the number of the first line after another that is neither blank nor a comment; lines count from 1. */
    private static int nextLine(List<String> lines, int after) {
        int line = after;
        while (line < lines.size() && isSkipped(lines.get(line))) {
            line++;
        }
        return line + 1;
    }

    private static boolean isSkipped(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private void add(int line, CSVRecord cells) {
        if (cells.size() != columns.size()) {
            throw new InvalidInputException("%s, line %d: has %d cells, must have %d as the header"
                    .formatted(file, line, cells.size(), columns.size()));
        }
        rows.add(new Row(this, line, cells));
    }

    private void checkHeader(int line, String[] required) {
        if (columns.isEmpty()) {
            throw new InvalidInputException(
                    file + ": is empty, must start with the header " + String.join(",", required));
        }
        for (String column : required) {
            if (!columns.contains(column)) {
                throw new InvalidInputException("%s, line %d, header: column '%s' is missing, found %s"
                        .formatted(file, line, column, String.join(",", columns)));
            }
        }
    }

    /**
     * Returns the names in the header, in file order.
     *
     * @return at least the required columns
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns the rows in file order.
     *
     * @return at least one row
     */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /**
     * Requires that no two rows have the same text in the given columns.
     *
     * @param columns the columns that together must be unique
     * @throws InvalidInputException naming the second of two equal rows
     */
    public void requireUnique(String... columns) {
        Set<List<String>> seen = new HashSet<>();
        for (Row row : rows) {
            List<String> key = Arrays.stream(columns).map(row::text).toList();
            if (!seen.add(key)) {
                throw row.invalid(String.join("+", columns), String.join("+", key), "must not appear twice");
            }
        }
    }

    /** One line of the table. */
    public static final class Row implements Fields {
        private final CsvTable table;
        private final int line;
        private final CSVRecord cells;

        private Row(CsvTable table, int line, CSVRecord cells) {
            this.table = table;
            this.line = line;
            this.cells = cells;
        }

        @Override
        public boolean has(String column) {
            return cells.isMapped(column) && !cells.get(column).isBlank();
        }

        @Override
        public String text(String column) {
            String value = cells.get(column);
            if (value.isBlank()) {
                throw invalid(column, value, "must not be empty");
            }
            return value;
        }

        @Override
        public double number(String column, double low, double high) {
            double value;
            try {
                value = Ranges.parse(text(column));
            } catch (NumberFormatException e) {
                throw invalid(column, text(column), "must be a number");
            }
            String broken = Ranges.broken(value, low, high);
            if (broken != null) {
                throw invalid(column, text(column), broken);
            }
            return value;
        }

        @Override
        public int integer(String column, int low) {
            double value = number(column, low, Integer.MAX_VALUE);
            if (value != Math.rint(value)) {
                throw invalid(column, text(column), "must be a whole number");
            }
            return (int) value;
        }

        /**
         * Makes the complaint about a cell.
         *
         * @param column the column's name
         * @param value the offending value
         * @param rule what the value must be, starting with a verb
         * @return the exception, to be thrown by the caller
         */
        public InvalidInputException invalid(String column, String value, String rule) {
            return InvalidInputException.of(place(), column, value, rule);
        }

        @Override
        public String place() {
            return table.file + ", line " + line;
        }
    }
}
