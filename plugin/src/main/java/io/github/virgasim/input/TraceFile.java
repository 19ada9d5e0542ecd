// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A CSV file that may be larger than the memory and is read row by row, as often as needed: once to check it, and once for
 * every run. The file is open only while a block of it is read, so that a run that stops early leaves nothing behind.
 *
 * @param <T> what each row becomes
 */
public final class TraceFile<T> implements Iterable<T> {
    private static final int BLOCK = 1 << 18;

    private final Path path;
    private final String[] columns;
    private final Supplier<Function<CsvTable.Row, T>> readers;
    private final long size;
    private final FileTime changed;

    /**
     * Finds a file; its rows are not looked at.
     *
     * @param path a regular file, UTF-8
     * @param readers gives for each time that the file is read what makes something of a row, or complains about it
     * @param columns the columns that must be there
     * @throws InvalidInputException if there is no such file, or it is a folder, a device or a pipe
     */
    public TraceFile(Path path, Supplier<Function<CsvTable.Row, T>> readers, String... columns) {
        this.path = path;
        this.readers = readers;
        this.columns = columns.clone();
        try {
            BasicFileAttributes attributes = InputFile.attributes(path);
            size = attributes.size();
            changed = attributes.lastModifiedTime();
        } catch (IOException e) {
            throw new InvalidInputException(path + ": cannot be read (" + e + ")");
        }
    }

    /**
     * Reads the file from its beginning.
     *
     * @return at least one item, in file order; it throws {@link InvalidInputException} where a row breaks a rule, and if
     *     the file is no longer the one that was found
     */
    @Override
    public Iterator<T> iterator() {
        CsvRows rows = new CsvRows(InputFile.text(new Blocks(), path), path.toString(), columns);
        Function<CsvTable.Row, T> reader = readers.get();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                return reader.apply(rows.next());
            }
        };
    }

    /** The file's bytes, for each block of which it is opened anew. */
    private final class Blocks extends InputStream {
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);
        private long position;

        @Override
        public int read() throws IOException {
            return fill() ? block.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, block.remaining());
            block.get(bytes, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            if (block.hasRemaining()) {
                return true;
            }
            BasicFileAttributes now = InputFile.attributes(path);
            if (now.size() != size || !now.lastModifiedTime().equals(changed)) {
                throw new InvalidInputException(path + ": must not be changed while it is in use");
            }
            block.clear();
            try (SeekableByteChannel channel = Files.newByteChannel(path).position(position)) {
                while (block.hasRemaining() && channel.read(block) >= 0) {}
            }
            block.flip();
            position += block.remaining();
            return block.hasRemaining();
        }
    }
}
