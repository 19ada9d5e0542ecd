// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a CSV file: the provenance in lines that start with "# ", the names of the columns, then the rows. UTF-8, lines
 * end with a line feed; numbers are written in full precision and NaN as nothing, so the same results give the same bytes.
 */
public final class ResultWriter implements AutoCloseable {
    private final Writer writer;

    /**
     * Starts a file.
     *
     * @param file to be created
     * @param provenance where the results come from
     * @param columns names of the columns, with the units in the names
     * @throws IOException if the file cannot be written
     */
    public ResultWriter(Path file, Provenance provenance, List<String> columns) throws IOException {
        writer = Files.newBufferedWriter(file);
        for (String line : provenance.lines()) {
            writer.append("# ").append(line.replaceAll("\\R", " ")).append('\n');
        }
        row(columns.toArray());
    }

    /**
     * Writes a row.
     *
     * @param values one for each column
     * @throws IOException if the file cannot be written
     */
    public void row(Object... values) throws IOException {
        Object[] cells = Arrays.stream(values)
                .map(value -> value instanceof Double number && number.isNaN() ? "" : value)
                .toArray();
        writer.append(CSVFormat.DEFAULT.format(cells)).append('\n');
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
