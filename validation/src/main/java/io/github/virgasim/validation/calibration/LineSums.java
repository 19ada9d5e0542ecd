// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A fingerprint of a text that is taken while the text is read: the sum of a hash of each of its lines, so that neither their
 * order nor how lines end matters. It tells files apart that differ by accident; it is no protection against forgery.
 */
public final class LineSums extends FilterInputStream {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long sum;
    private long lines;
    private long line = BASIS;
    private boolean begun;

    /**
     * Reads through.
     *
     * @param text read to its end by the caller
     */
    public LineSums(InputStream text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            add((byte) read);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int i = offset; i < offset + read; i++) {
            add(bytes[i]);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(byte next) {
        if (next == '\n' || next == '\r') {
            end();
        } else {
            line = (line ^ next) * PRIME;
            begun = true;
        }
    }

    private void end() {
        if (begun) {
            long mixed = (line ^ line >>> 33) * 0xff51afd7ed558ccdL;
            sum += mixed ^ mixed >>> 29;
            lines++;
            line = BASIS;
            begun = false;
        }
    }

    /**
     * Returns how many lines were read.
     *
     * @return those that are not empty
     */
    public long lines() {
        end();
        return lines;
    }

    /**
     * Returns the fingerprint of what was read.
     *
     * @return 16 hexadecimal digits
     */
    public String fingerprint() {
        end();
        return String.format(Locale.ROOT, "%016x", sum);
    }
}
