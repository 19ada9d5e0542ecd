// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * A small CSV file in memory whose cells know where they stand, so that every complaint names file, line and column.
 *
 * <p>The first line that is not blank and does not start with {@code #} is the header. Rows must have as many cells as
 * the header. Columns beyond the required ones are allowed and ignored.
 */
public final class CsvTable {
    private static final long MOST_BYTES = 50_000_000;

    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    private CsvTable(List<String> columns) {
        this.columns = columns;
    }

    /**
     * Reads a file.
     *
     * @param path the CSV file, UTF-8
     * @param columns the columns that must be there
     * @return the table, with at least one row
     * @throws InvalidInputException if the file is missing, empty, malformed, lacks a column or is too large for memory
     */
    public static CsvTable read(Path path, String... columns) {
        return InputFile.read(path, reader -> {
            if (InputFile.attributes(path).size() > MOST_BYTES) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: must not be larger than %d bytes, as it is read as a whole",
                        path,
                        MOST_BYTES));
            }
            return read(reader, path.toString(), columns);
        });
    }

    /**
     * Reads a text.
     *
     * @param reader the text; it is read to its end and not closed
     * @param file the name used in messages
     * @param columns the columns that must be there
     * @return the table, with at least one row
     * @throws InvalidInputException if the text is empty, malformed, no UTF-8, cannot be read or lacks a column
     */
    public static CsvTable read(Reader reader, String file, String... columns) {
        CsvRows rows = new CsvRows(reader, file, columns);
        CsvTable table = new CsvTable(rows.columns());
        rows.forEachRemaining(table.rows::add);
        return table;
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
        private final String file;
        private final int line;
        private final CSVRecord cells;

        Row(String file, int line, CSVRecord cells) {
            this.file = file;
            this.line = line;
            this.cells = cells;
        }

        /**
         * Tells whether the table has an optional column, be the row's cell empty or not.
         *
         * @param column its name
         * @return whether the header names it
         */
        public boolean hasColumn(String column) {
            return cells.isMapped(column);
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
            return file + ", line " + line;
        }
    }
}
