// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command reads: SHA-256 by path, as the path was given. What ships with Virga is called {@code virga:NAME}. */
public final class Inputs {
    private static final List<String> CATALOG =
            List.of("tasks.csv", "devices.csv", "models.csv", "variants.csv", "times.csv");

    private final Map<String, String> hashes = new LinkedHashMap<>();

    /** Makes inputs without any. */
    public Inputs() {}

    /**
     * Adds a file, or the tables that a catalogue's folder has.
     *
     * @param path of the file or folder
     * @return these inputs
     * @throws IOException if a file cannot be read
     */
    public Inputs add(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (String table : CATALOG) {
                if (Files.exists(path.resolve(table))) {
                    add(path.resolve(table));
                }
            }
        } else if (!hashes.containsKey(path.toString())) {
            // A pipe can be read only once.
            hashes.put(
                    path.toString(),
                    Files.isRegularFile(path) ? Provenance.sha256(path) : "unknown, is no regular file");
        }
        return this;
    }

    /**
     * Adds a data set that ships with Virga.
     *
     * @param name of the data set
     * @return these inputs
     * @throws IOException if it cannot be read
     */
    public Inputs addShipped(String name) throws IOException {
        try (InputStream in = Datasets.open(name)) {
            hashes.put("virga:" + name, Provenance.sha256(in.readAllBytes()));
        }
        return this;
    }

    /**
     * Adds a resource of a paper.
     *
     * @param paper a class in whose package it is
     * @param name of the resource there
     * @return these inputs
     * @throws IOException if it cannot be read
     */
    public Inputs addResource(Class<?> paper, String name) throws IOException {
        try (InputStream in = paper.getResourceAsStream(name)) {
            hashes.put("virga:" + name, Provenance.sha256(in.readAllBytes()));
        }
        return this;
    }

    /**
     * Adds a file, or what ships with Virga in its place if there is none.
     *
     * @param path of the file; null for none
     * @param shipped name of the data set instead
     * @return these inputs
     * @throws IOException if it cannot be read
     */
    public Inputs add(Path path, String shipped) throws IOException {
        return path == null ? addShipped(shipped) : add(path);
    }

    /**
     * Adds a file if there is one.
     *
     * @param path of the file; null for none
     * @return these inputs
     * @throws IOException if it cannot be read
     */
    public Inputs addAny(Path path) throws IOException {
        return path == null ? this : add(path);
    }

    /**
     * Adds what others have added.
     *
     * @param others hashes by path or name
     * @return these inputs
     */
    public Inputs addAll(Map<String, String> others) {
        hashes.putAll(others);
        return this;
    }

    /**
     * Returns the hashes.
     *
     * @return by path or name
     */
    public Map<String, String> hashes() {
        return hashes;
    }
}
