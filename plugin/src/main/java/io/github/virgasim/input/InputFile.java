// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * Opens users' files. Only regular files are read: devices may never end, pipes may never begin, and neither can be read
 * a second time for a hash. Logs that may be larger than a disk are the exception ({@link #openOnce}).
 */
public final class InputFile {
    /** The longest line that is read [characters]. */
    public static final int LONGEST_LINE = 1_000_000;

    /**
     * Makes something of an open file.
     *
     * @param <S> what is open
     * @param <T> what is made
     */
    @FunctionalInterface
    public interface Content<S, T> {
        /**
         * Reads.
         *
         * @param open stands at the file's beginning; it is closed by the caller
         * @return what was made
         * @throws IOException if reading fails
         */
        T of(S open) throws IOException;
    }

    private static final int FILE_TYPE = 0xF000;
    private static final int PIPE = 0x1000;

    private InputFile() {}

    /**
     * Reads a text.
     *
     * @param path a regular file, UTF-8, no line of which is longer than {@link #LONGEST_LINE}
     * @param content is given the text
     * @param <T> what is made of it
     * @return what was made
     * @throws InvalidInputException if there is no such file, it is no regular file, cannot be read, is not UTF-8, or
     *     one of its lines is too long
     */
    public static <T> T read(Path path, Content<Reader, T> content) {
        try (Reader reader = open(path)) {
            return content.of(reader);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(path + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidInputException(path + ": cannot be read (" + e + ")");
        }
    }

    /**
     * Reads a whole text.
     *
     * @param path a regular file as for {@link #read}
     * @return the text
     * @throws InvalidInputException as for {@link #read}
     */
    public static String text(Path path) {
        return read(path, reader -> {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        });
    }

    /**
     * Opens a text.
     *
     * @param path a regular file, UTF-8
     * @return the text; it fails with an {@link InvalidInputException} at a line longer than {@link #LONGEST_LINE}
     * @throws IOException if it cannot be opened
     * @throws InvalidInputException if there is no such file, or it is no regular file
     */
    public static Reader open(Path path) throws IOException {
        return text(openBytes(path), path);
    }

    /** Makes a text of the bytes of a file. */
    static Reader text(InputStream bytes, Path path) {
        // A decoder of its own, unlike a charset, refuses what is not UTF-8.
        var decoder = StandardCharsets.UTF_8.newDecoder();
        return new LineLimit(new InputStreamReader(bytes, decoder), path.toString());
    }

    /**
     * Opens a file of bytes.
     *
     * @param path a regular file
     * @return its bytes
     * @throws IOException if it cannot be opened
     * @throws InvalidInputException if there is no such file, or it is no regular file
     */
    public static InputStream openBytes(Path path) throws IOException {
        attributes(path);
        return Files.newInputStream(path);
    }

    /**
     * Opens bytes that are read only once, from a file or from a named pipe. The latter is waited for until somebody writes
     * into it; one that its writer leaves early cannot be told from one that is complete.
     *
     * @param path a regular file or a named pipe
     * @return its bytes
     * @throws IOException if it cannot be opened
     * @throws InvalidInputException if there is no such file, or it is neither
     */
    public static InputStream openOnce(Path path) throws IOException {
        return isPipe(path) ? new Pipe(Files.newInputStream(path)) : openBytes(path);
    }

    /** Tells whether a file is a named pipe, or a link to one, as the standard input may be. */
    private static boolean isPipe(Path path) throws IOException {
        try {
            return ((Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == PIPE;
        } catch (NoSuchFileException e) {
            return false;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false; // No system with named pipes.
        }
    }

    /** Returns what is known of a file, which must be a regular one. */
    static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(path + ": no such file");
        }
        if (!attributes.isRegularFile()) {
            String kind = attributes.isDirectory() ? "a folder" : "a device or a pipe";
            throw new InvalidInputException(path + ": must be a regular file, is " + kind);
        }
        return attributes;
    }

    /** A pipe that waits for bytes before it says that there are none: GZIPInputStream looks so for a further member. */
    private static final class Pipe extends PushbackInputStream {
        Pipe(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return 1;
        }
    }

    /** Refuses overlong lines before they fill the memory. */
    private static final class LineLimit extends FilterReader {
        private final String file;
        private long line = 1;
        private int length;
        private char last;

        LineLimit(Reader in, String file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            if (c >= 0) {
                count((char) c);
            }
            return c;
        }

        @Override
        public int read(char[] buffer, int offset, int most) throws IOException {
            int read = super.read(buffer, offset, most);
            for (int i = offset; i < offset + read; i++) {
                count(buffer[i]);
            }
            return read;
        }

        private void count(char c) {
            if (c == '\n' || c == '\r') {
                line += c == '\n' && last == '\r' ? 0 : 1;
                length = 0;
            } else if (++length > LONGEST_LINE) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "%s, line %d: must not be longer than %d characters", file, line, LONGEST_LINE));
            }
            last = c;
        }
    }
}
