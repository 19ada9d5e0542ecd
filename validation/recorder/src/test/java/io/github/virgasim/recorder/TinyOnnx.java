// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an ONNX model of one node that hands its input on, as bytes of a protocol buffer. */
final class TinyOnnx {
    /** Numbers of element types in ONNX. */
    static final int FLOAT = 1;

    static final int INT64 = 7;
    static final int STRING = 8;

    private TinyOnnx() {}

    /** Writes a model whose input "x" has a type and a shape; axes below 1 are dynamic. */
    static Path write(Path file, int type, long... shape) throws IOException {
        byte[] node = join(text(1, "x"), text(2, "y"), text(4, "Identity"));
        byte[] graph = join(
                message(1, node),
                text(2, "g"),
                message(11, value("x", type, shape)),
                message(12, value("y", type, shape)));
        byte[] opset = join(text(1, ""), number(2, 13));
        return Files.write(file, join(number(1, 8), message(7, graph), message(8, opset)));
    }

    private static byte[] value(String name, int type, long... shape) throws IOException {
        byte[] axes = {};
        for (int i = 0; i < shape.length; i++) {
            axes = join(axes, message(1, shape[i] < 1 ? text(2, "axis" + i) : number(1, shape[i])));
        }
        return join(text(1, name), message(2, message(1, join(number(1, type), message(2, axes)))));
    }

    private static byte[] text(int field, String text) throws IOException {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] message(int field, byte[] content) throws IOException {
        return join(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] number(int field, long value) throws IOException {
        return join(varint(field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 127) {
            bytes.write((int) (rest & 127 | 128));
            rest >>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        return bytes.toByteArray();
    }
}
