// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.input.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Binary files of networks and trainings: a gzip stream, whose checksum finds damage, of a first text that says what it is,
 * a version and big-endian values.
 */
final class TapFingerFile {
    private static final int VERSION = 1;

    private TapFingerFile() {}

    /** Writes the content of a file. */
    interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads the content of a file. */
    interface Parser<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** Writes a file such that an older one stays whole until the new one is complete. */
    static void save(Path file, String kind, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream raw = Files.newOutputStream(part)) {
                write(raw, kind, content);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(OutputStream raw, String kind, Content content) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(raw), 1 << 16))) {
            out.writeUTF(kind);
            out.writeInt(VERSION);
            content.to(out);
        }
    }

    /**
     * Reads a file.
     *
     * @param raw its bytes, not closed
     * @param source named in messages
     * @throws InvalidInputException if it is of another kind or version, or damaged
     */
    static <T> T load(InputStream raw, String source, String kind, Parser<T> content) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)));
            String found = in.readUTF();
            if (!found.equals(kind)) {
                throw new IOException("it begins with another text");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new InvalidInputException(
                        String.format(Locale.ROOT, "%s: file format must be %d, was %d", source, VERSION, version));
            }
            T read = content.from(in);
            if (in.read() >= 0) {
                throw new IOException("something follows its end");
            }
            return read;
        } catch (IOException e) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "%s: must be a file of kind %s, is another one or damaged (%s)", source, kind, e));
        }
    }

    static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    static Map<String, String> readMap(DataInputStream in) throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            map.put(in.readUTF(), in.readUTF());
        }
        return map;
    }
}
