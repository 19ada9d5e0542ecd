// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses, and refuses bytes after the last member's end, which {@link GZIPInputStream} takes for the end of the file. */
final class GzipInput extends GZIPInputStream {
    /** Checksum and length that end a member. */
    private static final int TRAILER = 8;

    private final Counter counter;
    private long filled;

    private GzipInput(Counter counter) throws IOException {
        super(counter);
        this.counter = counter;
    }

    static GzipInput of(InputStream compressed) throws IOException {
        return new GzipInput(new Counter(compressed));
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filled = counter.count;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        // What was looked at since the last member's compressed bytes must be its trailer and nothing else.
        if (read < 0 && inf.getRemaining() + counter.count - filled != TRAILER) {
            throw new ZipException("there are bytes after the end of the compressed text");
        }
        return read;
    }

    /** Counts what has been read. */
    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
