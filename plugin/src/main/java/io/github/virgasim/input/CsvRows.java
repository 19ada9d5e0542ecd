// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * The rows of a CSV text as they are read, one after another, in the form that {@link CsvTable} describes; what has been
 * read is not kept. There is at least one row.
 */
public final class CsvRows implements Iterator<CsvTable.Row> {
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
    private final Lines lines;
    private final List<String> columns;
    private final Iterator<CSVRecord> records;
    private CsvTable.Row next;

    /**
     * Reads the header and the first row.
     *
     * @param reader the text; it is read as rows are asked for and not closed
     * @param file the name used in messages
     * @param columns the columns that must be there
     * @throws InvalidInputException if the text is empty, malformed, no UTF-8, cannot be read or lacks a column
     */
    public CsvRows(Reader reader, String file, String... columns) {
        this.file = file;
        lines = new Lines(new BufferedReader(reader));
        try {
            var parser = FORMAT.parse(lines);
            this.columns = List.copyOf(parser.getHeaderNames());
            records = parser.iterator();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw refused(e, columns.length == 0 ? "" : "; it must name " + String.join(",", columns));
        }
        checkHeader(columns);
        next = read();
        if (next == null) {
            throw new InvalidInputException(file + ": holds no rows, must hold at least one");
        }
    }

    private void checkHeader(String[] required) {
        if (columns.isEmpty()) {
            throw new InvalidInputException(
                    file + ": is empty, must start with the header " + String.join(",", required));
        }
        List<String> missing =
                Arrays.stream(required).filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s, line %d, header: column%s '%s' %s missing, found %s",
                    file,
                    lines.first,
                    missing.size() == 1 ? "" : "s",
                    String.join("', '", missing),
                    missing.size() == 1 ? "is" : "are",
                    String.join(",", columns)));
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

    @Override
    public boolean hasNext() {
        return next != null;
    }

    /**
     * Returns the next row, and reads on.
     *
     * @throws InvalidInputException if what follows is malformed
     */
    @Override
    public CsvTable.Row next() {
        if (next == null) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        CsvTable.Row row = next;
        next = read();
        return row;
    }

    private CsvTable.Row read() {
        lines.first = 0;
        try {
            while (records.hasNext()) {
                CSVRecord cells = records.next();
                if (cells.size() != columns.size()) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "%s, line %d: has %d cells, must have %d as the header",
                            file,
                            lines.first,
                            cells.size(),
                            columns.size()));
                }
                if (cells.size() > 1 || !cells.get(0).isBlank()) {
                    return new CsvTable.Row(file, lines.first, cells);
                }
                lines.first = 0;
            }
            return null;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw refused(e, "");
        }
    }

    private InvalidInputException refused(Exception e, String besides) {
        if (e instanceof InvalidInputException invalid) {
            return invalid;
        }
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof CharacterCodingException) {
            return new InvalidInputException(file + ": is not UTF-8 text");
        }
        if (cause instanceof IOException && !(cause instanceof CSVException)) {
            return new InvalidInputException(file + ": cannot be read (" + cause + ")");
        }
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "%s, line %d: is not well-formed CSV (%s%s)",
                file,
                Math.max(1, lines.first),
                CsvErrors.words(e),
                besides));
    }

    /**
     * Hands out one line at a time, so that the line on which a record begins is known; leaves out blank lines and comments
     * between records.
     */
    private static final class Lines extends Reader {
        private final BufferedReader in;
        private String line = "";
        private int read;
        private int number;
        /** The line on which the present record begins; 0 if nothing of it has been read. */
        private int first;

        Lines(BufferedReader in) {
            this.in = in;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            while (read == line.length()) {
                String following = in.readLine();
                if (following == null) {
                    return -1;
                }
                number++;
                if (number == 1 && following.startsWith(BYTE_ORDER_MARK)) {
                    following = following.substring(1);
                }
                if (first == 0 && (following.isBlank() || following.startsWith("#"))) {
                    continue;
                }
                if (first == 0) {
                    first = number;
                }
                line = following + "\n";
                read = 0;
            }
            int count = Math.min(length, line.length() - read);
            line.getChars(read, read + count, buffer, offset);
            read += count;
            return count;
        }

        @Override
        public void close() {
            // Whoever opened the text closes it.
        }
    }
}
