// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.CsvErrors;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads large CSV files row by row: with a header, plain or gzip-compressed; lines that begin with {@code #} are
 * comments. Cells may be empty.
 */
public final class CsvRows {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setCommentMarker('#')
            .get();

    private static final int MOST = 1_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvRows() {}

    /**
     * Passes every row of a file to an action, in file order.
     *
     * @param file the file; read through gzip if its name ends in {@code .gz}
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws InvalidInputException if the file cannot be read, a column is missing or a row has another number of fields
     *     than the header
     */
    public static void forEach(Path file, List<String> columns, Consumer<Row> action) {
        forEach(file, false, text -> text, columns, action);
    }

    /**
     * Passes every row of a file to an action, in file order.
     *
     * @param file a file as for {@link #forEach(Path, List, Consumer)}
     * @param once whether it may be a named pipe as well
     * @param reader takes the decompressed text, and returns what rows are read from
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws InvalidInputException as for {@link #forEach(Path, List, Consumer)}
     */
    public static void forEach(
            Path file, boolean once, UnaryOperator<InputStream> reader, List<String> columns, Consumer<Row> action) {
        String name = file.getFileName().toString();
        try (InputStream in = reader.apply(open(file, once))) {
            // A decoder of its own, unlike a charset, refuses what is not UTF-8.
            var decoder = StandardCharsets.UTF_8.newDecoder();
            forEach(name, new BufferedReader(new InputStreamReader(in, decoder)), columns, action);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read (" + e + ")");
        }
    }

    /**
     * Opens a file for reading from begin to end.
     *
     * @param file the file; read through gzip if its name ends in {@code .gz}
     * @param once whether it may be a named pipe as well
     * @return the decompressed bytes; they fail at bytes after the compressed text's end
     * @throws IOException if it cannot be opened
     * @throws InvalidInputException if there is no such file, or it is none to be read
     */
    public static InputStream open(Path file, boolean once) throws IOException {
        InputStream bytes = once ? InputFile.openOnce(file) : InputFile.openBytes(file);
        if (!file.getFileName().toString().endsWith(".gz")) {
            return bytes;
        }
        try {
            return GzipInput.of(bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Passes every row of a text to an action, in order.
     *
     * @param name the name of the text for messages
     * @param text header and rows; not closed
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws InvalidInputException if a column is missing or a row has another number of fields than the header
     * @throws IOException if the text cannot be read
     */
    public static void forEach(String name, Reader text, List<String> columns, Consumer<Row> action)
            throws IOException {
        CSVParser parser;
        RowLimit limit = new RowLimit(withoutMark(text));
        try {
            parser = FORMAT.parse(limit);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(name + ": has a malformed header (" + CsvErrors.words(e) + ")");
        }
        List<String> header = parser.getHeaderNames();
        for (String column : columns) {
            if (!header.contains(column)) {
                throw new InvalidInputException(name + ": has no column '" + column + "', only " + header);
            }
        }
        Iterator<CSVRecord> rows = parser.iterator();
        while (hasNext(rows, name, parser, limit)) {
            CSVRecord row = rows.next();
            String place = place(name, parser.getCurrentLineNumber() - breaks(row));
            if (!row.isConsistent()) {
                throw new InvalidInputException(
                        place + ": has " + row.size() + " fields, the header has " + header.size());
            }
            action.accept(new Row(place, row));
        }
    }

    /** Skips a byte order mark, which editors leave. */
    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader first = new PushbackReader(text);
        int character = first.read();
        if (character >= 0 && character != BYTE_ORDER_MARK) {
            first.unread(character);
        }
        return first;
    }

    private static boolean hasNext(Iterator<CSVRecord> rows, String name, CSVParser parser, RowLimit limit) {
        limit.begin();
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InvalidInputException(name + ": is not UTF-8 text, from line " + line + " on");
            }
            String reason = e.getCause() instanceof CSVException ? CsvErrors.words(e) : String.valueOf(e.getCause());
            throw new InvalidInputException(place(name, line) + ": cannot be read on (" + reason + ")");
        } catch (IllegalStateException e) {
            throw new InvalidInputException(place(name, line) + ": " + e.getMessage());
        }
    }

    /** Returns how many lines a row has beyond its first one. */
    private static long breaks(CSVRecord row) {
        long breaks = 0;
        for (String cell : row) {
            breaks += cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0 ? 0 : cell.split("\r\n|\r|\n", -1).length - 1;
        }
        return breaks;
    }

    private static String place(String name, long line) {
        return name + ", line " + line;
    }

    /** Refuses overlong rows before they fill the memory, as where a quote does not end. */
    private static final class RowLimit extends FilterReader {
        private long length;

        RowLimit(Reader in) {
            super(in);
        }

        void begin() {
            length = 0;
        }

        @Override
        public int read(char[] buffer, int offset, int most) throws IOException {
            int read = super.read(buffer, offset, most);
            length += read;
            if (length > InputFile.LONGEST_LINE) {
                throw new IllegalStateException("a row must not be longer than " + InputFile.LONGEST_LINE
                        + " characters; does a quote not end?");
            }
            return read;
        }
    }

    /** One row. */
    public static final class Row {

        private final String place;
        private final CSVRecord fields;

        private Row(String place, CSVRecord fields) {
            this.place = place;
            this.fields = fields;
        }

        /**
         * Tells whether a column is there that the file need not have.
         *
         * @param column the column
         * @return false if the header does not name it
         */
        public boolean isMapped(String column) {
            return fields.isMapped(column);
        }

        /**
         * Tells whether a column is filled in.
         *
         * @param column the column
         * @return false if the field is empty
         */
        public boolean has(String column) {
            return !fields.get(column).isEmpty();
        }

        /**
         * Names the row's place.
         *
         * @return file and line
         */
        public String place() {
            return place;
        }

        /**
         * Returns an exception that says where.
         *
         * @param message what is wrong
         * @return to be thrown
         */
        public InvalidInputException invalid(String message) {
            return new InvalidInputException(place + ": " + message);
        }

        /**
         * The text of a column, which is no name.
         *
         * @param column the column
         * @return the text, possibly empty
         */
        public String raw(String column) {
            return fields.get(column);
        }

        /**
         * The text of a column.
         *
         * @param column the column
         * @return the text, possibly empty
         * @throws InvalidInputException if it has control characters, which no table could show
         */
        public String text(String column) {
            String text = fields.get(column);
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    throw invalid(
                            String.format(Locale.ROOT, "%s: must have no control characters, had U+%04X", column, (int)
                                    text.charAt(i)));
                }
            }
            return text;
        }

        /**
         * A name.
         *
         * @param column the column
         * @return the text
         * @throws InvalidInputException if the field is empty
         */
        public String name(String column) {
            if (!has(column)) {
                throw invalid(column + ": must be a name, was empty");
            }
            return text(column);
        }

        /**
         * A finite number.
         *
         * @param column the column
         * @return its value in the unit of the column
         * @throws InvalidInputException if the field is empty or not a finite number
         */
        public double number(String column) {
            return Numbers.finite(place, column, fields.get(column));
        }

        /**
         * A finite number above zero.
         *
         * @param column the column
         * @return its value in the unit of the column
         * @throws InvalidInputException if the field is empty, not a number or not above zero
         */
        public double positive(String column) {
            return Numbers.positive(place, column, fields.get(column));
        }

        /**
         * A number within bounds.
         *
         * @param column the column
         * @param low smallest value
         * @param high largest value
         * @return its value in the unit of the column
         * @throws InvalidInputException if the field is empty, not a number or out of bounds
         */
        public double within(String column, double low, double high) {
            double value = number(column);
            if (value < low || value > high) {
                throw invalid(column + ": must be " + (low == Double.MIN_VALUE ? "above 0" : "from " + low) + " to "
                        + high + ", was '" + text(column) + "'");
            }
            return value;
        }

        /**
         * A whole number from 1 on.
         *
         * @param column the column
         * @return its value
         * @throws InvalidInputException if the field is empty, no whole number, below 1 or above a million
         */
        public int count(String column) {
            return whole(column, 1, MOST);
        }

        /**
         * A whole number within bounds.
         *
         * @param column the column
         * @param low smallest value
         * @param high largest value
         * @return its value
         * @throws InvalidInputException if the field is empty, no whole number or out of bounds
         */
        public int whole(String column, int low, int high) {
            double value = number(column);
            if (value != Math.rint(value) || value < low || value > high) {
                throw invalid(column + " must be a whole number from " + low + " to " + high + ", was '" + text(column)
                        + "'");
            }
            return (int) value;
        }

        /**
         * One of some words.
         *
         * @param column the column
         * @param words all that are allowed
         * @return the text
         * @throws InvalidInputException if the field has another text
         */
        public String oneOf(String column, List<String> words) {
            String text = text(column);
            if (!words.contains(text)) {
                throw invalid(column + " must be one of: " + String.join(", ", words) + ", was '" + text + "'");
            }
            return text;
        }
    }
}
