// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A trained network with the names of what it observes and chooses from, and where it was read.
 *
 * @param saved network and metadata
 * @param source file or data set, for messages
 * @param kind whose network it must be, for messages
 */
public record NetworkFile(SavedNetwork saved, String source, String kind) {
    /** Stands between names in the metadata. */
    public static final String SEPARATOR = " | ";

    /**
     * Reads a file that a training has left.
     *
     * @param file the file
     * @param kind whose network it must be
     * @return the network
     * @throws InvalidInputException if the file is missing or damaged
     */
    public static NetworkFile load(Path file, String kind) {
        return new NetworkFile(SavedNetwork.load(file), file.toString(), kind);
    }

    /**
     * Opens a network that ships with Virga.
     *
     * @param name of the data set
     * @param kind whose network it must be
     * @return the network
     */
    public static NetworkFile shipped(String name, String kind) {
        try (var reader = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
            return new NetworkFile(SavedNetwork.read(reader, name), name, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks up a value of the metadata.
     *
     * @param key of the value
     * @return the value
     * @throws InvalidInputException if there is none, so that it is another kind of network
     */
    public String value(String key) {
        String value = saved.metadata().get(key);
        if (value == null) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s: must be a network of %s, has no metadata '%s'", source, kind, key));
        }
        return value;
    }

    /**
     * Splits a value of the metadata that is several names.
     *
     * @param value names with {@link #SEPARATOR} between them
     * @return the names
     */
    public static List<String> list(String value) {
        return List.of(value.split(" \\| "));
    }

    /**
     * Checks that actions and observations are the same under the same names, and the layers as many.
     *
     * @param actions names of what can be chosen
     * @param observations names of what is seen
     * @throws InvalidInputException if they differ; the message says where
     */
    public void check(List<String> actions, List<String> observations) {
        same("actions", value("actions"), actions);
        same("observations", value("observations"), observations);
        List<Integer> layers = saved.network().layers();
        if (layers.get(0) != observations.size() || layers.get(layers.size() - 1) != actions.size()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: layers must fit %d observations and %d actions, were %s",
                    source,
                    observations.size(),
                    actions.size(),
                    layers));
        }
    }

    private void same(String what, String trained, List<String> wanted) {
        List<String> names = list(trained);
        if (names.size() != wanted.size()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: the network has %d %s, the scenario %d; train one for this scenario",
                    source,
                    names.size(),
                    what,
                    wanted.size()));
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!names.get(i).equals(wanted.get(i))) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: %s differ: the network has '%s' where the scenario has '%s'; train one for this scenario",
                        source,
                        what,
                        names.get(i),
                        wanted.get(i)));
            }
        }
    }
}
