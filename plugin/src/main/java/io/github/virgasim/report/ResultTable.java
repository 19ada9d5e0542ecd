// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The columns of a CSV file, to be written with any number of rows. Names and values stand together, so that a row cannot
 * have another width than the head.
 *
 * <p>The first line holds the names of the columns. UTF-8, lines end with a line feed; numbers are written in full precision
 * and NaN as nothing, so the same results give the same bytes. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front; numbers stay as they are.
 *
 * @param <R> kind of rows
 */
public final class ResultTable<R> {
    private final List<Column<? super R>> columns = new ArrayList<>();

    /**
     * Takes rows one after another, so that none need be kept.
     *
     * @param <R> kind of rows
     */
    public interface Rows<R> extends AutoCloseable {
        /**
         * Writes a row.
         *
         * @param row the row
         * @throws IOException if the file cannot be written
         */
        void add(R row) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Makes a table without columns. */
    public ResultTable() {}

    /**
     * Adds a column.
     *
     * @param column with a name that is not there yet
     * @return this table
     * @throws InvalidInputException if the name is there
     */
    public ResultTable<R> column(Column<? super R> column) {
        if (headers().contains(column.header())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "names of columns must be distinct, one was '%s' again", column.header()));
        }
        columns.add(column);
        return this;
    }

    /**
     * Adds a column without a unit.
     *
     * @param name what is shown
     * @param value finds the value of a row
     * @return this table
     */
    public ResultTable<R> column(String name, Function<? super R, ?> value) {
        return column(name, "", value);
    }

    /**
     * Adds a column.
     *
     * @param name what is shown
     * @param unit its unit
     * @param value finds the value of a row
     * @return this table
     */
    public ResultTable<R> column(String name, String unit, Function<? super R, ?> value) {
        return column(new Column<>(name, unit, value));
    }

    /**
     * Returns the names of the columns in the file.
     *
     * @return in order
     */
    public List<String> headers() {
        return columns.stream().<String>map(Column::header).toList();
    }

    /**
     * Begins a file.
     *
     * @param file to be created
     * @return takes the rows; to be closed
     * @throws IOException if the file cannot be written
     */
    public Rows<R> open(Path file) throws IOException {
        return rows(new ResultWriter(file, headers()), false);
    }

    /**
     * Goes on with a file of these columns; each row is in the file at once.
     *
     * @param file that is there
     * @return takes the rows; to be closed
     * @throws IOException if the file cannot be written
     */
    public Rows<R> append(Path file) throws IOException {
        return rows(new ResultWriter(file), true);
    }

    private Rows<R> rows(ResultWriter writer, boolean atOnce) {
        return new Rows<>() {
            @Override
            public void add(R row) throws IOException {
                writer.row(columns.stream()
                        .map(column -> column.value().apply(row))
                        .toArray());
                if (atOnce) {
                    writer.flush();
                }
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    /**
     * Writes a file.
     *
     * @param file to be created
     * @param rows in order
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, Iterable<? extends R> rows) throws IOException {
        try (Rows<R> out = open(file)) {
            for (R row : rows) {
                out.add(row);
            }
        }
    }
}
