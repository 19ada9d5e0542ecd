// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.StateFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A network and what is to be known about it, as a text file.
 *
 * <p>The file, in UTF-8, may begin with comments, lines that start with "#", and then has one item per line:
 *
 * <pre>
 * virga-q-network 1           the format and its version
 * activation relu             function of the hidden layers: relu, tanh or sigmoid
 * layers 60 64 64 8           units of each layer without the bias: inputs, hidden layers, outputs
 * meta scenario aset-edge     a key and its value, any number of such lines, sorted by key
 * weights 8584                number of weights
 * 0.12499183027362053         each weight on a line, in the order of {@link QNetwork#weights}; read back exactly
 * ...
 * end 5c1f00ab                checksum: CRC-32 of all weights as big-endian IEEE 754 doubles, in hexadecimal
 * </pre>
 *
 * @param network the network
 * @param metadata keys without white space and one-line values, for example scenario, observation, seed, command
 */
public record SavedNetwork(QNetwork network, Map<String, String> metadata) {
    static final String MAGIC = "virga-q-network";
    static final int VERSION = 1;

    /** Checks and sorts the metadata. */
    public SavedNetwork {
        metadata = Map.copyOf(metadata);
        metadata.forEach((key, value) -> {
            if (!key.matches("\\S+")) {
                throw new InvalidInputException("key of metadata must be without white space, was '" + key + "'");
            }
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                throw new InvalidInputException("metadata '" + key + "' must be one line, was '" + value + "'");
            }
        });
    }

    /**
     * Writes the network to a file. Equal networks and metadata give equal files.
     *
     * @param file the file; an older one is replaced once the new one is complete
     * @throws IOException if the file cannot be written
     * @throws InvalidInputException if a weight is infinite or NaN
     */
    public void save(Path file) throws IOException {
        for (double weight : network.weights()) {
            if (!Double.isFinite(weight)) {
                throw new InvalidInputException("weights must be finite to be saved, one was " + weight);
            }
        }
        StateFile.replace(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write(text());
            writer.flush();
        });
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(MAGIC).append(' ').append(VERSION).append('\n');
        text.append("activation ").append(network.activation().label()).append('\n');
        text.append(network.layers().stream().map(String::valueOf).collect(Collectors.joining(" ", "layers ", "\n")));
        new TreeMap<>(metadata)
                .forEach((key, value) -> text.append(String.format(Locale.ROOT, "meta %s %s\n", key, value)));
        text.append("weights ").append(network.weights().length).append('\n');
        for (double weight : network.weights()) {
            text.append(weight).append('\n');
        }
        return text.append("end ")
                .append(checksum(network.weights()))
                .append('\n')
                .toString();
    }

    static String checksum(double[] weights) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * weights.length);
        bytes.asDoubleBuffer().put(weights);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /**
     * Reads a network from a file.
     *
     * @param file a file written by {@link #save}
     * @return the network, with the same weights bit for bit, and the metadata
     * @throws InvalidInputException if the file is missing, foreign, cut off, damaged or of a newer format; the message
     *     names file, line and rule
     */
    public static SavedNetwork load(Path file) {
        return InputFile.read(file, reader -> read(reader, file.toString()));
    }

    /**
     * Reads a network from a text, for example of a resource.
     *
     * @param reader the text; it is not closed
     * @param name the name used in messages
     * @return the network and its metadata
     * @throws IOException if the reader fails
     * @throws InvalidInputException as for {@link #load}
     */
    public static SavedNetwork read(Reader reader, String name) throws IOException {
        return new NetworkParser(reader, name).parse();
    }
}
