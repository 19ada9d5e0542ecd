// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells files that Virga wrote, and nobody changed since, from all others. */
final class OwnFiles {
    private static final String LIST = "provenance.yaml";

    private OwnFiles() {}

    /**
     * Lists all results of a folder in a provenance.yaml.
     *
     * @param folder holds results, the mark of a part folder and no provenance.yaml
     * @param provenance where they come from
     * @throws IOException if a file cannot be read, or provenance.yaml not written
     */
    static void list(Path folder, Provenance provenance) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                hashes.put(name(folder, file), Provenance.sha256(file));
            }
            hashes.remove(Leftovers.MARK);
        }
        Files.writeString(folder.resolve(LIST), provenance.toYaml(hashes));
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /**
     * Looks for something that is not as provenance.yaml lists it.
     *
     * @param folder a folder
     * @return what is not Virga's, in words; empty if all is, or nothing is there
     * @throws IOException if something cannot be read
     */
    static Optional<String> foreign(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        Map<String, String> hashes = new TreeMap<>();
        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            Optional<Map<String, String>> listed = Provenance.outputs(list);
            if (listed.isEmpty()) {
                return Optional.of("a " + LIST + " that Virga did not make, or that was changed since");
            }
            hashes.putAll(listed.get());
            hashes.put(LIST, Provenance.sha256(list));
        }
        return foreign(folder, folder, hashes);
    }

    private static Optional<String> foreign(Path folder, Path at, Map<String, String> hashes) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.list(at)) {
            entries = found.sorted().toList();
        }
        for (Path entry : entries) {
            String name = name(folder, entry);
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                    && hashes.keySet().stream().anyMatch(file -> file.startsWith(name + "/"))) {
                Optional<String> inside = foreign(folder, entry, hashes);
                if (inside.isPresent()) {
                    return inside;
                }
            } else if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) || !hashes.containsKey(name)) {
                return Optional.of("'" + name + "', which Virga did not make");
            } else if (!hashes.get(name).equals(Provenance.sha256(entry))) {
                return Optional.of("'" + name + "', which was changed after Virga made it");
            }
        }
        return Optional.empty();
    }

    /** Looks for a folder, this one or one in it, out of which this process may remove nothing. */
    static Optional<Path> unremovable(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(path))
                    .findFirst();
        }
    }

    /** Removes a folder if all in it is Virga's. */
    static void remove(Path folder) throws IOException {
        if (foreign(folder).isEmpty()) {
            OutputFolder.delete(folder);
        }
    }
}
