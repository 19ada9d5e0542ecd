// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Setting<Integer> COUNT = Setting.integer("--count", "N", 5, "How many");
    private static final Setting<Double> LENGTH = Setting.number("--length", "S", null, "How long");
    private static final Setting<List<Path>> FILES = Setting.files("--file", "Some files.");
    private static final Setting<Boolean> QUIET = Setting.flag("--quiet", "Says nothing.");
    private static final List<Setting<?>> ALL = List.of(COUNT, LENGTH, FILES, QUIET);

    @Test
    void whatIsNotGivenIsAsUsual() {
        Arguments arguments = Arguments.none();
        assertEquals(5, arguments.get(COUNT));
        assertNull(arguments.get(LENGTH));
        assertFalse(arguments.gives(COUNT));
        assertEquals("do --count 5", arguments.commandLine("do", ALL));
        assertEquals("How many (default: 5).", COUNT.description());
        assertEquals("How long.", LENGTH.description());
    }

    @Test
    void theCommandLineGivesAllValues() {
        Arguments arguments = Arguments.none()
                .with(COUNT, 3)
                .with(LENGTH, 60.0)
                .with(FILES, List.of(Path.of("a b"), Path.of("c")))
                .with(QUIET, true);
        assertTrue(arguments.gives(COUNT));
        assertEquals("do --count 3 --length 60 --file 'a b' --file c --quiet", arguments.commandLine("do", ALL));
    }

    @Test
    void numbersAreChecked() {
        assertEquals(5, Arguments.none().within(COUNT, 1, 5));
        assertThrows(InvalidInputException.class, () -> Arguments.none().within(COUNT, 1, 4));
        assertThrows(
                InvalidInputException.class,
                () -> Arguments.none().with(COUNT, 0).within(COUNT, 1, 4));
    }
}
