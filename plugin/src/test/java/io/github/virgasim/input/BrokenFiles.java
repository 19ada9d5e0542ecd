// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Valid files that tests break by one edit each. */
final class BrokenFiles {
    private static final List<String> VALID = List.of(
            "tasks.csv",
            "devices.csv",
            "models.csv",
            "variants.csv",
            "catalog.yaml",
            "scenario.yaml",
            "replay.yaml",
            "clients.csv",
            "gaps.csv");

    private BrokenFiles() {}

    /** Copies all valid files into a folder. */
    static void copyTo(Path folder) {
        for (String name : VALID) {
            try (InputStream in = BrokenFiles.class.getResourceAsStream("valid/" + name)) {
                Files.copy(in, folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Replaces a text that must stand in the file exactly once, and returns its line, counted from 1. */
    static int replace(Path file, String find, String with) {
        try {
            String text = Files.readString(file);
            int at = text.indexOf(find);
            assertTrue(at >= 0, find + " must stand in " + file);
            assertEquals(at, text.lastIndexOf(find), find + " must stand only once in " + file);
            Files.writeString(file, text.substring(0, at) + with + text.substring(at + find.length()));
            return 1
                    + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that reading fails with exactly the one exception for bad input, whose message holds some texts. */
    static void assertRefused(Executable reading, String... parts) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, reading);
        assertSame(InvalidInputException.class, e.getClass(), e.toString());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), () -> "'" + part + "' must stand in: " + e.getMessage());
        }
    }
}
