// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final Provenance PROVENANCE = new Provenance("virga x", Map.of(), List.of(1L), Map.of());

    @TempDir
    private Path folder;

    private static void put(Path target, String name) throws IOException {
        OutputFolder.write(target, PROVENANCE, part -> Files.writeString(part.resolve(name), "x"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void makesTheFolderAndItsParents() throws IOException {
        Path target = folder.resolve("a/b");
        put(target, "one.csv");
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("b"), names(folder.resolve("a")));
    }

    @Test
    void replacesItsOwnWorkAndEmptyFolders() throws IOException {
        Path target = Files.createDirectory(folder.resolve("out"));
        put(target, "one.csv");
        put(target, "two.csv");
        assertEquals(List.of("provenance.yaml", "two.csv"), names(target));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void refusesForeignFoldersAndFiles() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "x");
        assertTrue(assertThrows(InvalidInputException.class, () -> put(foreign, "one.csv"))
                .getMessage()
                .contains("did not make"));
        assertEquals(List.of("thesis.txt"), names(foreign));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThrows(InvalidInputException.class, () -> OutputFolder.check(file));
    }

    @Test
    void failureLeavesWhatWasThere() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        assertThrows(
                IOException.class,
                () -> OutputFolder.write(target, PROVENANCE, part -> {
                    Files.writeString(part.resolve("two.csv"), "x");
                    throw new IOException("disk full");
                }));
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("out"), names(folder));
        assertFalse(Files.exists(target.resolve("two.csv")));
    }
}
