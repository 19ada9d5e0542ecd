// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    /** Rows of 3 to 7 bytes with letters of two bytes, so that blocks end everywhere in them. */
    private static final int ROWS = 300_000;

    @TempDir
    private Path folder;

    private TraceFile<Integer> numbers(Path file) {
        return new TraceFile<>(file, () -> row -> row.integer("n\u00e4", 0), "n\u00e4");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trace.csv"), text);
    }

    private Path large() throws IOException {
        StringBuilder text = new StringBuilder("# \u00e4\nn\u00e4,other\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i).append(",\u00e4\n");
        }
        return file(text.toString());
    }

    @Test
    void everyWalkGivesAllRowsInOrder() throws IOException {
        TraceFile<Integer> trace = numbers(large());
        for (int walk = 0; walk < 2; walk++) {
            int expected = 0;
            for (int number : trace) {
                assertEquals(expected++, number);
            }
            assertEquals(ROWS, expected);
        }
    }

    @Test
    void aRowReaderIsMadeForEachWalk() throws IOException {
        Path file = file("n\n3\n4\n");
        TraceFile<Integer> sums = new TraceFile<>(
                file,
                () -> new Function<>() {
                    private int sum;

                    @Override
                    public Integer apply(CsvTable.Row row) {
                        sum += row.integer("n", 0);
                        return sum;
                    }
                },
                "n");
        for (int walk = 0; walk < 2; walk++) {
            List<Integer> found = new ArrayList<>();
            sums.forEach(found::add);
            assertEquals(List.of(3, 7), found);
        }
    }

    @Test
    void aComplaintNamesFileAndLineHoweverFarBehind() throws IOException {
        Path file = large();
        Files.writeString(file, Files.readString(file) + "\n\n# end\nx,y\n");
        TraceFile<Integer> trace = numbers(file);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> trace.forEach(number -> {}));
        assertEquals(file + ", line " + (ROWS + 6) + ", field 'n\u00e4': value 'x' must be a number", e.getMessage());
    }

    @Test
    void whatIsNoUtf8OrHasAnOpenQuoteIsRefused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, new byte[] {'n', '\n', '1', '\n', (byte) 0xE4, '\n'});
        assertRefused(file, file + ": is not UTF-8 text");
        assertRefused(file("n\n1\n\"2\n3\n"), "trace.csv, line 3: is not well-formed CSV");
        assertRefused(file("n\n"), "holds no rows, must hold at least one");
        assertRefused(file(""), "is empty, must start with the header n");
    }

    private void assertRefused(Path file, String message) {
        TraceFile<Integer> trace = new TraceFile<>(file, () -> row -> 0, "n");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> trace.forEach(number -> {}));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aFileThatChangesBetweenTwoWalksOrInOneIsRefused() throws IOException {
        Path file = large();
        TraceFile<Integer> trace = numbers(file);
        Iterator<Integer> walk = trace.iterator();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThrows(InvalidInputException.class, () -> walk.forEachRemaining(number -> {}));
        InvalidInputException e = assertThrows(InvalidInputException.class, trace::iterator);
        assertEquals(file + ": must not be changed while it is in use", e.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pipesDevicesAndFoldersAreRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.csv");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        for (Path path : List.of(pipe, Path.of("/dev/zero"), folder)) {
            InvalidInputException e = assertThrows(InvalidInputException.class, () -> numbers(path));
            assertTrue(e.getMessage().startsWith(path + ": must be a regular file, is "), e.getMessage());
        }
        Path missing = folder.resolve("missing.csv");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> numbers(missing));
        assertEquals(missing + ": no such file", e.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWalkThatStopsEarlyLeavesNoFileOpen() throws IOException {
        Path file = large();
        Iterator<Integer> walk = numbers(file).iterator();
        assertEquals(0, walk.next());
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertFalse(open.anyMatch(descriptor -> pointsTo(descriptor, file)));
        }
        assertEquals(1, walk.next());
    }

    private static boolean pointsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException e) {
            // The descriptor with which the folder itself is listed.
            return false;
        }
    }
}
