// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a CSV file as every program reads it: the names of the columns in the first line, then the rows, no comments. UTF-8,
 * lines end with a line feed; numbers are written in full precision and NaN as nothing, so the same results give the same
 * bytes. Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay as they are.
 */
final class ResultWriter implements AutoCloseable {
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

    private final Writer writer;

    /**
     * Starts a file.
     *
     * @param file to be created
     * @param columns names of the columns, with the units in the names
     * @throws IOException if the file cannot be written
     */
    ResultWriter(Path file, List<String> columns) throws IOException {
        writer = Files.newBufferedWriter(file);
        row(columns.toArray());
    }

    /**
     * Goes on with a file.
     *
     * @param file that has its names of columns already
     * @throws IOException if the file cannot be written
     */
    ResultWriter(Path file) throws IOException {
        writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    }

    /**
     * Brings what has been written to the file.
     *
     * @throws IOException if the file cannot be written
     */
    void flush() throws IOException {
        writer.flush();
    }

    /**
     * Writes a row.
     *
     * @param values one for each column
     * @throws IOException if the file cannot be written
     */
    void row(Object... values) throws IOException {
        Object[] cells = Arrays.stream(values).map(ResultWriter::cell).toArray();
        writer.append(CSVFormat.DEFAULT.format(cells)).append('\n');
    }

    private static Object cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : number;
        }
        if (value instanceof String text
                && FORMULA.matcher(text).matches()
                && !NUMBER.matcher(text).matches()) {
            return "'" + text;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
