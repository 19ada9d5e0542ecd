// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The files that a scenario names, on their way to iFogSim2 and back: they stand beside the topology as beside the scenario. */
final class CarriedFiles {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** By path from the scenario's folder. */
    private final Map<String, Path> files = new LinkedHashMap<>();

    private final Map<String, String> hashes = new LinkedHashMap<>();
    private final Set<String> absolute = new LinkedHashSet<>();
    private final Set<String> outside = new LinkedHashSet<>();

    /**
     * Finds out which files go along with an export: those in the scenario's folder or below that it does not name by absolute
     * paths.
     *
     * @param named files and folders that the scenario names, by its words
     */
    CarriedFiles(Map<String, Path> named) {
        named.forEach((text, path) -> tables(text, path).forEach((name, table) -> {
            if (name.isAbsolute()) {
                absolute.add(table.path().toString());
            } else if (name.startsWith("..")) {
                outside.add(table.path().toString());
            } else {
                files.put(slashes(name), table.path());
                hashes.put(slashes(name), table.hash());
            }
        }));
    }

    private record Table(Path path, String hash) {}

    /** Returns a file, or the tables that are in a folder, by the path that the words mean, from the scenario's folder. */
    private static Map<Path, Table> tables(String text, Path path) {
        Map<Path, Table> tables = new LinkedHashMap<>();
        try {
            new Inputs().add(path).hashes().forEach((each, hash) -> {
                Path table = Path.of(each);
                Path name = table.equals(path) ? Path.of(text) : Path.of(text).resolve(table.getFileName());
                tables.put(name.normalize(), new Table(table, hash));
            });
            return tables;
        } catch (IOException e) {
            throw new InvalidInputException(path + ": cannot be read");
        }
    }

    private static String slashes(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** Returns what goes along, by its path from the scenario's folder. */
    Map<String, Path> files() {
        return files;
    }

    /** Returns SHA-256 of what goes along, by its path from the scenario's folder. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Says what goes along and what does not. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, "files that the scenario names are copied, and must stay beside topology.json: ", files.keySet());
        note(notes, "files that the scenario names by absolute paths are not copied: ", absolute);
        note(
                notes,
                "files outside the scenario's folder are not copied, and without them no scenario can be made of"
                        + " topology.json again: ",
                outside);
        return notes;
    }

    private static void note(List<String> notes, String what, Iterable<String> names) {
        String list = String.join(", ", names);
        if (!list.isEmpty()) {
            notes.add(what + list);
        }
    }

    /**
     * Copies files from beside a topology to beside the scenario that is made of it. One that is there already is taken if it
     * has the same bytes.
     *
     * @param topology path of the topology
     * @param hashes SHA-256 of the files at the export, by path from the topology's folder
     * @param scenario path of the scenario
     * @param made keeps account of what is made
     * @param notes is told of what was changed since
     * @return what was copied
     * @throws InvalidInputException if a file is missing, another one stands in its place, or its folder is a symbolic link
     */
    static List<Path> copy(
            Path topology, Map<String, String> hashes, Path scenario, NewFiles made, List<String> notes) {
        List<Path> copied = new ArrayList<>();
        hashes.forEach((name, hash) -> {
            Path from = topology.resolveSibling(name);
            Path to = scenario.resolveSibling(name);
            requireSha256(topology, name, hash);
            if (to.normalize().startsWith(scenario.normalize())) {
                throw new InvalidInputException("--out must have another name, as the scenario names a file '" + name
                        + "', which comes beside it; was '" + scenario + "'");
            }
            if (!Files.isRegularFile(from)) {
                throw new InvalidInputException(topology + ": its scenario names '" + name
                        + "', which must stand beside it, as export has put it there; there is no file '" + from + "'");
            }
            try {
                if (!Provenance.sha256(from).equals(hash)) {
                    notes.add("'" + from + "' is not as it was exported; it is taken as it is");
                }
                if (Files.isRegularFile(to) && Files.mismatch(from, to) < 0) {
                    return;
                }
            } catch (IOException e) {
                throw new InvalidInputException(from + ": cannot be read");
            }
            requireNoLinks(topology, name, scenario);
            made.copy(from, to);
            copied.add(to);
        });
        return copied;
    }

    private static void requireSha256(Path topology, String name, String hash) {
        if (!SHA_256.matcher(hash).matches()) {
            throw new InvalidInputException(topology + ": key 'virga.files': SHA-256 of '" + name
                    + "' must be 64 digits 0 to 9 and a to f, was '" + hash + "'");
        }
    }

    /** What comes with a topology is written nowhere but beside the scenario and below. */
    private static void requireNoLinks(Path topology, String name, Path scenario) {
        for (Path below = Path.of(name).getParent(); below != null; below = below.getParent()) {
            Path folder = scenario.resolveSibling(below);
            if (Files.isSymbolicLink(folder)) {
                throw new InvalidInputException(topology + ": its scenario names '" + name
                        + "', whose folder must not be a symbolic link beside --out, was '" + folder + "'");
            }
        }
    }

    /**
     * Refuses files that came with a topology for nothing.
     *
     * @param topology path of the topology
     * @param carried what came with it, by path from the scenario's folder
     * @param named files and folders that the scenario names, by its words
     */
    static void checkAllNamed(Path topology, Set<String> carried, Map<String, Path> named) {
        Set<String> rest = new LinkedHashSet<>(carried);
        named.forEach((text, path) -> tables(text, path).keySet().forEach(name -> rest.remove(slashes(name))));
        if (!rest.isEmpty()) {
            throw new InvalidInputException(topology
                    + ": key 'virga.files' must hold files that its scenario names, and no others; holds '"
                    + String.join("', '", rest) + "'");
        }
    }

    /**
     * Refuses a scenario, made of a topology, that names other files than came with the topology.
     *
     * @param topology path of the topology
     * @param carried what came with it, by path from the scenario's folder
     * @param named files and folders that the scenario names, by its words
     * @param notes is told of absolute paths
     */
    static void check(Path topology, Set<String> carried, Map<String, Path> named, List<String> notes) {
        named.forEach((text, path) -> {
            if (Path.of(text).isAbsolute()) {
                notes.add("the scenario names '" + path + "' by its absolute path, and goes by what is there");
                return;
            }
            tables(text, path).forEach((name, table) -> {
                if (!carried.contains(slashes(name))) {
                    throw new InvalidInputException(topology + ": its scenario would read '" + table.path()
                            + "', which is not among the files of its key 'virga'; move that file away, or export again,"
                            + " from a scenario beside or above it");
                }
            });
        });
    }
}
