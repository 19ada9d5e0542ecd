// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedNetworkTest {
    private static final Map<String, String> METADATA =
            Map.of("scenario", "aset, full edge", "seed", "7", "command", "train --x=1  ", "note", "");

    @TempDir
    private Path folder;

    private static QNetwork network(Activation activation) {
        return QNetwork.random(List.of(3, 5, 4, 2), activation, new RandomStreams(1).stream("weights"));
    }

    @ParameterizedTest
    @EnumSource
    void givesBackEveryBit(Activation activation) throws IOException {
        QNetwork network = network(activation);
        double[] weights = network.weights();
        weights[0] = -0.0;
        weights[1] = Double.MIN_VALUE;
        weights[2] = -Double.MAX_VALUE;
        weights[3] = 1.0 / 3;
        weights[4] = 2.2250738585072011e-308;
        Path file = folder.resolve("agent.txt");
        new SavedNetwork(network, METADATA).save(file);
        SavedNetwork loaded = SavedNetwork.load(file);
        assertArrayEquals(bits(weights), bits(loaded.network().weights()));
        assertEquals(network.layers(), loaded.network().layers());
        assertEquals(activation, loaded.network().activation());
        assertEquals(METADATA, loaded.metadata());
        Path again = folder.resolve("again.txt");
        loaded.save(again);
        assertEquals(-1, Files.mismatch(file, again));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void aLoadedAgentDecidesAsTheSavedOne() throws IOException {
        QNetwork network = network(Activation.TANH);
        Path file = folder.resolve("agent.txt");
        new SavedNetwork(network, Map.of()).save(file);
        GreedyAgent before = new GreedyAgent(network);
        GreedyAgent after = new GreedyAgent(SavedNetwork.load(file).network());
        UniformRandomProvider random = new RandomStreams(2).stream("observations");
        for (int i = 0; i < 1000; i++) {
            double[] observation = random.doubles(3, -3, 3).toArray();
            assertEquals(before.act(observation), after.act(observation));
            assertArrayEquals(bits(before.values(observation)), bits(after.values(observation)));
        }
    }

    /** Saves a network, changes the text and returns the complaint on loading it. */
    private String complaint(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("agent.txt");
        new SavedNetwork(network(Activation.RELU), METADATA).save(file);
        Files.writeString(file, change.apply(Files.readString(file)));
        String message = assertThrows(InvalidInputException.class, () -> SavedNetwork.load(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    private void assertComplaint(String expected, UnaryOperator<String> change) throws IOException {
        String message = complaint(change);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        Path file = folder.resolve("agent.txt");
        new SavedNetwork(network(Activation.RELU), METADATA).save(file);
        String text = Files.readString(file);
        // All but the cut that takes the last line's end only, which loses nothing.
        for (int kept = 0; kept < text.length() - 1; kept++) {
            Reader cut = new StringReader(text.substring(0, kept));
            assertThrows(InvalidInputException.class, () -> SavedNetwork.read(cut, "cut"));
        }
        assertComplaint("is cut off: line 1 must hold the format", whole -> "");
        assertComplaint(" is cut off: line 20 must hold weight 12 of 54", whole -> {
            List<String> lines = whole.lines().limit(19).toList();
            return String.join("\n", lines) + "\n";
        });
    }

    @Test
    void filesOfAbsurdSizesAreRefusedAtOnce() {
        String head = "virga-q-network 1\nactivation relu\n";
        for (int layers : new int[] {200, 200_000, 2_000_000}) {
            assertTooLarge("layers after the input", head + "layers" + " 1".repeat(layers) + "\n");
        }
        assertTooLarge("number of weights", head + "layers 2147483647 2147483647\n");
        assertTooLarge("number of weights", head + "layers 5000 5000\n");
        StringBuilder keys = new StringBuilder(head + "layers 1 1\n");
        IntStream.rangeClosed(0, 1000)
                .forEach(i -> keys.append("meta key").append(i).append(" value\n"));
        assertTooLarge("must not come after 1000 lines of metadata", keys.toString());
    }

    private static void assertTooLarge(String rule, String text) {
        String message = assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> assertThrows(
                                InvalidInputException.class, () -> SavedNetwork.read(new StringReader(text), "x")))
                .getMessage();
        assertTrue(message.startsWith("x, line ") && message.contains(rule), message);
    }

    @Test
    void aFileOfTwoMillionLayersIsRefusedAtOnce() throws IOException {
        Path file = folder.resolve("deep.txt");
        Files.writeString(file, "virga-q-network 1\nactivation relu\nlayers" + " 1".repeat(2_000_000) + "\n");
        String message = assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> assertThrows(InvalidInputException.class, () -> SavedNetwork.load(file)))
                .getMessage();
        assertEquals(file + ", line 3: must not be longer than 1000000 characters", message);
    }

    @Test
    void foreignAndNewerFilesAreRefused() throws IOException {
        assertComplaint(
                ", line 1: 'encog,BasicNetwork' must be 'virga-q-network'", text -> "encog,BasicNetwork\n" + text);
        assertComplaint(
                "line 1: 'virga-q-network 2' must name version 1", text -> text.replace("network 1", "network 2"));
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, 0, 1, 2});
        assertThrows(InvalidInputException.class, () -> SavedNetwork.load(binary));
        Path missing = folder.resolve("missing");
        assertThrows(InvalidInputException.class, () -> SavedNetwork.load(missing));
    }

    @Test
    void damageIsRefused() throws IOException {
        assertComplaint(
                "must name one of the activation functions relu, tanh, sigmoid",
                text -> text.replace("activation relu", "activation swish"));
        assertComplaint(
                "must be 'weights 53' for these layers", text -> text.replace("layers 3 5 4 2", "layers 3 4 5 2"));
        assertComplaint("line 3: units in a layer must be at least 1", text -> text.replace("layers 3", "layers 0"));
        assertComplaint("line 3: number of weights must be", text -> text.replace("layers 3 5", "layers 3 2000000000"));
        assertComplaint("line 3: 'layers 3 x 4 2' must hold whole numbers", text -> text.replace("3 5 4", "3 x 4"));
        assertComplaint("must be 'meta', a new key", text -> text.replace("meta seed", "meta note"));
        assertComplaint("'NaN' must be a finite weight", text -> text.replaceFirst("\n-?0\\.\\d+", "\nNaN"));
        assertComplaint("'many' must be a weight", text -> text.replaceFirst("\n-?0\\.\\d+", "\nmany"));
        assertComplaint("the checksum of the weights", text -> text.replaceFirst("\n-?0\\.\\d", "\n0.5"));
        assertComplaint("must be the last one", text -> text + "more\n");
    }

    @Test
    void whatCouldNotBeReadBackIsNotSaved() {
        QNetwork network = network(Activation.RELU);
        assertThrows(InvalidInputException.class, () -> new SavedNetwork(network, Map.of("a b", "")));
        assertThrows(InvalidInputException.class, () -> new SavedNetwork(network, Map.of("a", "b\nc")));
        network.weights()[3] = Double.NaN;
        Path file = folder.resolve("nan.txt");
        assertThrows(InvalidInputException.class, () -> new SavedNetwork(network, Map.of()).save(file));
        assertTrue(Files.notExists(file));
    }
}
