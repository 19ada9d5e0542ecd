// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Frames in both directions: the length of the payload [bytes] as a 32-bit number, a byte that says what it is, and the
 * payload. Numbers are little-endian, texts are UTF-8 after their length [bytes] as a 32-bit number.
 */
final class Frames {
    /** A frame that claims to be longer is taken for something else than a frame. */
    static final int LONGEST = 1 << 26;

    static final int HEADER = 5;

    private final InputStream in;
    private final OutputStream out;
    private final ByteBuffer header = buffer(HEADER);
    private ByteBuffer payload = buffer(1 << 12);

    /** A frame that has been read; its payload holds until the next one is read. */
    record Frame(int type, ByteBuffer payload) {}

    Frames(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the next frame; null if the other side has gone, even if that was in the middle of a frame. */
    Frame read() throws IOException {
        if (in.readNBytes(header.array(), 0, HEADER) < HEADER) {
            return null;
        }
        int length = header.getInt(0);
        if (length < 0 || length > LONGEST) {
            throw new IOException(String.format(
                    Locale.ROOT, "a frame must have 0 to %d bytes, was announced with %d", LONGEST, length));
        }
        if (payload.capacity() < length) {
            payload = buffer(length);
        }
        if (in.readNBytes(payload.array(), 0, length) < length) {
            return null;
        }
        return new Frame(header.get(4), payload.clear().limit(length));
    }

    /** Writes a frame: what stands in a buffer from the beginning to its position, after room for a header. */
    void write(int type, ByteBuffer frame) throws IOException {
        frame.putInt(0, frame.position() - HEADER).put(4, (byte) type);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    /** Makes a buffer for a payload, with room for a header before it. */
    static ByteBuffer withHeader(int payload) {
        return buffer(HEADER + payload).position(HEADER);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void putText(ByteBuffer to, byte[] text) {
        to.putInt(text.length).put(text);
    }

    /** Reads a text; throws {@link IllegalArgumentException} if its length does not fit what is left. */
    static String text(ByteBuffer from) {
        int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a text is longer than its frame");
        }
        byte[] text = new byte[length];
        from.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
