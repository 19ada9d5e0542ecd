// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;

/**
 * The binary file of a training's state, or of a network: a gzip stream (whose checksum finds damage) of a magic text, a version number
 * and big-endian values.
 */
public final class StateFile {
    private static final int VERSION = 2;
    private static final int LONGEST_TEXT = 1 << 24;

    private StateFile() {}

    /**
     * Writes something to a stream.
     *
     * @param <T> kind of stream
     */
    @FunctionalInterface
    public interface Content<T> {
        /**
         * Writes it.
         *
         * @param out the stream; not to be closed
         * @throws IOException if the stream fails
         */
        void to(T out) throws IOException;
    }

    /** Reads something from a stream. */
    @FunctionalInterface
    public interface Parser {
        /**
         * Reads it.
         *
         * @param in the stream
         * @throws IOException if the stream fails, ends too early or holds something else
         */
        void from(DataInput in) throws IOException;
    }

    /**
     * Writes a file such that an older one stays whole until the new one is complete.
     *
     * @param file to be written
     * @param content writes it
     * @throws IOException if the file cannot be written
     */
    public static void replace(Path file, Content<OutputStream> content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW))) {
                content.to(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes a training's state.
     *
     * @param file to be written; an older one stays whole until the new one is complete
     * @param magic says what kind of training it is
     * @param content writes the state
     * @throws IOException if the file cannot be written
     */
    public static void save(Path file, String magic, Content<DataOutput> content) throws IOException {
        replace(file, raw -> {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(raw), 1 << 16))) {
                out.writeUTF(magic);
                out.writeInt(VERSION);
                content.to(out);
            }
        });
    }

    /**
     * Reads a training's state.
     *
     * @param file written by {@link #save}
     * @param magic what kind of training it must be
     * @param content reads the state, all of it
     * @throws InvalidInputException if the file is missing, damaged, or holds something else
     */
    public static void load(Path file, String magic, Parser content) {
        try (InputStream raw = InputFile.openBytes(file)) {
            read(raw, file.toString(), magic, "a saved training", content);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read (" + e + ")");
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param raw its bytes, not closed
     * @param source names it in messages
     * @param magic with which it must begin
     * @param what it must be, in messages, for example "a saved training"
     * @param content reads the state, all of it
     * @throws InvalidInputException if it is damaged, or holds something else
     */
    public static void read(InputStream raw, String source, String magic, String what, Parser content) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)));
            if (!in.readUTF().equals(magic)) {
                throw new IOException("it does not begin with " + magic);
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new InvalidInputException(
                        String.format(Locale.ROOT, "%s: file format must be %d, was %d", source, VERSION, version));
            }
            content.from(in);
            if (in.read() >= 0) {
                throw new IOException("something follows its end");
            }
        } catch (IOException e) {
            throw new InvalidInputException(source + ": must be " + what + ", is another file or damaged (" + e + ")");
        }
    }

    /**
     * Writes a text of any length.
     *
     * @param out receives it
     * @param text any text
     * @throws IOException if {@code out} fails
     */
    public static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a text.
     *
     * @param in gives what {@link #writeText} wrote
     * @return the text
     * @throws IOException if {@code in} fails, ends too early or does not hold a text
     */
    public static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text or state has " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /**
     * Writes numbers, but not how many.
     *
     * @param out receives them
     * @param values the numbers
     * @throws IOException if {@code out} fails
     */
    public static void writeNumbers(DataOutput out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /**
     * Reads as many numbers as there is room for.
     *
     * @param in gives what {@link #writeNumbers} wrote
     * @param values is filled
     * @throws IOException if {@code in} fails or ends too early
     */
    public static void readNumbers(DataInput in, double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }

    /**
     * Writes the state of a random generator.
     *
     * @param out receives it
     * @param random a generator of {@link io.github.virgasim.random.RandomStreams}
     * @throws IOException if {@code out} fails
     */
    public static void writeRandom(DataOutput out, UniformRandomProvider random) throws IOException {
        var state = (RandomProviderDefaultState) ((RestorableUniformRandomProvider) random).saveState();
        out.writeInt(state.getState().length);
        out.write(state.getState());
    }

    /**
     * Sets a random generator to a state that was written.
     *
     * @param in gives what {@link #writeRandom} wrote
     * @param random a generator of {@link io.github.virgasim.random.RandomStreams}
     * @throws IOException if {@code in} fails, ends too early or does not hold a state
     */
    public static void readRandom(DataInput in, UniformRandomProvider random) throws IOException {
        var restorable = (RestorableUniformRandomProvider) random;
        int length = ((RandomProviderDefaultState) restorable.saveState()).getState().length;
        byte[] state = readBytes(in);
        if (state.length != length) {
            throw new IOException("the state of a random generator has " + state.length + " bytes, not " + length);
        }
        restorable.restoreState(new RandomProviderDefaultState(state));
    }
}
