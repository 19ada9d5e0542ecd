// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFolderTest {
    private static final Provenance PROVENANCE = new Provenance("virga x", Map.of(), List.of(1L), Map.of());
    /** Above what Linux, macOS and Windows give to processes. */
    private static final String DEAD = "2147483000";

    @TempDir
    private Path folder;

    private static void put(Path target, String name) throws IOException {
        OutputFolder.at(target).write(PROVENANCE, part -> Files.writeString(part.resolve(name), name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Returns what is in a folder and below: the text of files, nothing for folders. */
    private Map<String, String> snapshot() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                all.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path) : "");
            }
        }
        return all;
    }

    private void assertRefused(Path target, String... parts) throws IOException {
        Map<String, String> before = snapshot();
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> OutputFolder.at(target));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
        assertEquals(before, snapshot());
    }

    @Test
    void makesTheFolderAndItsParents() throws IOException {
        Path target = folder.resolve("a/b");
        OutputFolder place = OutputFolder.at(target);
        assertEquals(List.of(), names(folder), "the check leaves nothing");
        place.write(PROVENANCE, part -> Files.writeString(part.resolve("one.csv"), "x"));
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("b"), names(folder.resolve("a")));
    }

    @Test
    void replacesItsOwnWorkAndEmptyFolders() throws IOException {
        Path target = Files.createDirectory(folder.resolve("out"));
        OutputFolder.at(target).write(PROVENANCE, part -> {
            Files.writeString(part.resolve("one.csv"), "x");
            Files.writeString(Files.createDirectory(part.resolve("sub")).resolve("three.csv"), "x");
        });
        Files.delete(target.resolve("one.csv"));
        put(target, "two.csv");
        assertEquals(List.of("provenance.yaml", "two.csv"), names(target));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void refusesForeignFoldersAndFiles() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "x");
        assertRefused(foreign, "'thesis.txt'", "did not make");
        Files.writeString(foreign.resolve("provenance.yaml"), "virga: mine\n");
        assertRefused(foreign, "provenance.yaml", "did not make");
        assertRefused(Files.writeString(folder.resolve("file"), "x"), "no folder");
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing")), "leads nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "sub/notes.txt", "other/notes.txt", "empty/"})
    void refusesOwnFoldersThatHoldMore(String name) throws IOException {
        Path target = folder.resolve("out");
        OutputFolder.at(target)
                .write(
                        PROVENANCE,
                        part -> Files.writeString(
                                Files.createDirectory(part.resolve("sub")).resolve("x.csv"), "x"));
        Path more = target.resolve(name);
        if (name.endsWith("/")) {
            Files.createDirectory(more);
        } else {
            Files.createDirectories(more.getParent());
            Files.writeString(more, "x");
        }
        assertRefused(
                target, "'" + (name.startsWith("other") ? "other" : name.replaceFirst("/$", "")) + "'", "did not make");
    }

    @Test
    void refusesOwnFilesThatWereChanged() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        Files.writeString(target.resolve("one.csv"), "my own figures");
        assertRefused(target, "'one.csv'", "changed");
        Files.delete(target.resolve("one.csv"));
        Files.createSymbolicLink(target.resolve("one.csv"), folder);
        assertRefused(target, "'one.csv'");
        Files.delete(target.resolve("one.csv"));
        Path list = target.resolve("provenance.yaml");
        String text = Files.readString(list);
        for (String changed :
                List.of("# a note\n" + text, text + "# a note\n", text.replace("virga x", "virga y"), "")) {
            Files.writeString(list, changed);
            assertRefused(target, "provenance.yaml", "changed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nope/../p, 'nope', which is no folder",
        "p/summary.csv/../../p, 'summary.csv', which is no folder",
        "p/.., not with '..'",
        "p/., not with '.'",
        "p/summary.csv/out, 'summary.csv' is no folder",
        "p/summary.csv/deep/out, 'summary.csv' is no folder",
    })
    void refusesPathsThatLeadAstray(String path, String message) throws IOException {
        put(folder.resolve("p"), "summary.csv");
        assertRefused(folder.resolve(path), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/..", "/", "../..", "x/../../.."})
    void refusesPathsWithoutANameOfTheirOwn(String path) throws IOException {
        assertRefused(Path.of(path), "name");
    }

    @Test
    void refusesTheCurrentFolderUnderEveryName() throws IOException {
        Path current = Path.of("").toRealPath();
        assertRefused(current, "current folder");
        assertRefused(Path.of("..").resolve(current.getFileName()), "current folder");
        assertRefused(current.getParent(), "current folder");
        assertRefused(Files.createSymbolicLink(folder.resolve("here"), current), "current folder");
    }

    @Test
    void takesPathsThatLeadBack() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        put(folder.resolve("a/../b/./c"), "one.csv");
        assertEquals(List.of("one.csv", "provenance.yaml"), names(folder.resolve("b/c")));
    }

    @Test
    void writesBehindLinks() throws IOException {
        Path real = Files.createDirectories(folder.resolve("disk/real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        put(link, "one.csv");
        put(link, "two.csv");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(List.of("provenance.yaml", "two.csv"), names(real));
        assertEquals(List.of("real"), names(folder.resolve("disk")));
        put(
                Files.createSymbolicLink(folder.resolve("parent"), folder.resolve("disk"))
                        .resolve("../out"),
                "three.csv");
        assertEquals(
                List.of("disk", "link", "out", "parent"), names(folder), "'..' leads out of where a link leads to");
    }

    @Test
    void findsWhatCannotBeWritten() throws IOException {
        assertRefused(folder.resolve("n".repeat(300)), "too long");
        assertRefused(folder.resolve("n".repeat(250)), "too long");
        assertRefused(folder.resolve("n".repeat(300) + "/out"), "too long");
        // Nobody, not even root, makes folders in /proc.
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        assertRefused(Path.of("/proc/out"), "cannot be written");
        assertRefused(Path.of("/proc/a/out"), "cannot be written");
    }

    @Test
    void resultsThatMayNotBeRemovedAreNoPlaceForOthers() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeTrue(!Files.isWritable(target), "root may remove everything");
            assertRefused(target, "may not be removed");
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void refusesMountedFileSystems() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        assertTrue(assertThrows(InvalidInputException.class, () -> OutputFolder.at(Path.of("/proc")))
                .getMessage()
                .contains("mounted"));
    }

    @Test
    void failureLeavesWhatWasThere() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        OutputFolder place = OutputFolder.at(target);
        assertThrows(
                IOException.class,
                () -> place.write(PROVENANCE, part -> {
                    Files.writeString(part.resolve("two.csv"), "x");
                    throw new IOException("disk full");
                }));
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void keepsResultsWhosePlaceIsTakenMeanwhile() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        OutputFolder place = OutputFolder.at(target);
        Files.writeString(target.resolve("notes.txt"), "x");
        for (String kept : List.of("out.kept", "out.kept-2")) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> place.write(PROVENANCE, part -> Files.writeString(part.resolve("two.csv"), "x")));
            assertTrue(failure.getMessage().contains("'notes.txt'"), failure.getMessage());
            assertTrue(failure.getMessage().contains("'" + folder.resolve(kept) + "'"), failure.getMessage());
            assertEquals(List.of("provenance.yaml", "two.csv"), names(folder.resolve(kept)));
        }
        assertEquals(List.of("notes.txt", "one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("out", "out.kept", "out.kept-2"), names(folder));
    }

    @Test
    void namesFilesBesideThatAreFree() throws IOException {
        OutputFolder place = OutputFolder.at(folder.resolve("a/out"));
        Path first = place.beside(".training");
        assertEquals("out.training", first.getFileName().toString());
        Files.writeString(first, "x");
        assertEquals("out.training-2", place.beside(".training").getFileName().toString());
    }

    /** Leaves a part folder as a run does that is killed while it writes. */
    private Path killedPart(String process) throws IOException {
        Path part = Files.createDirectory(folder.resolve(".out.part-" + process));
        Leftovers.mark(part).close();
        Files.writeString(part.resolve("half.csv"), "x");
        return part;
    }

    @Test
    void removesPartsOfKilledRuns() throws IOException {
        killedPart(DEAD);
        killedPart(String.valueOf(ProcessHandle.current().pid()));
        put(folder.resolve("complete"), "one.csv");
        Files.move(folder.resolve("complete"), folder.resolve(".out.part-" + DEAD + "1"));
        Files.createDirectory(folder.resolve(".out.part-" + DEAD + "2"));
        put(folder.resolve("out"), "one.csv");
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void leavesPartsOfOthersAlone() throws IOException {
        Path parent = killedPart(
                String.valueOf(ProcessHandle.current().parent().orElseThrow().pid()));
        Path noMark = killedPart(DEAD);
        Files.delete(noMark.resolve(Leftovers.MARK));
        Path changed = folder.resolve(".out.old-" + DEAD);
        put(changed, "one.csv");
        Files.writeString(changed.resolve("one.csv"), "my own figures");
        Path ofAnother = Files.move(killedPart(DEAD + "3"), folder.resolve(".out2.part-" + DEAD));
        Path link = Files.createSymbolicLink(folder.resolve(".out.part-" + DEAD + "4"), ofAnother);
        Path unnumbered = Files.move(killedPart(DEAD + "5"), folder.resolve(".out.part-x"));
        put(folder.resolve("out"), "one.csv");
        for (Path path : List.of(parent, noMark, changed, ofAnother, link, unnumbered)) {
            assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS), path.toString());
        }
    }

    @Test
    void putsBackWhatAKilledRunWasReplacing() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        Files.move(target, folder.resolve(".out.old-" + DEAD));
        put(folder.resolve("new"), "two.csv");
        Files.move(folder.resolve("new"), folder.resolve(".out.part-" + DEAD));
        OutputFolder.at(target);
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void removesWhatAKilledRunHadReplaced() throws IOException {
        Path target = folder.resolve("out");
        put(target, "one.csv");
        Files.move(target, folder.resolve(".out.old-" + DEAD));
        put(target, "two.csv");
        assertEquals(List.of("provenance.yaml", "two.csv"), names(target), "put back at first, then replaced");
        put(folder.resolve("old"), "one.csv");
        Files.move(folder.resolve("old"), folder.resolve(".out.old-" + DEAD));
        OutputFolder.at(target);
        assertEquals(List.of("provenance.yaml", "two.csv"), names(target));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void leavesAFolderThatIsBeingFilledAlone() throws IOException {
        Path target = folder.resolve("out");
        OutputFolder.at(target).write(PROVENANCE, part -> {
            Files.writeString(part.resolve("one.csv"), "x");
            // Another machine does not know the process.
            Path elsewhere = folder.resolve(".out.part-" + DEAD);
            Files.move(part, elsewhere);
            OutputFolder.at(target);
            Files.move(elsewhere, part);
        });
        assertEquals(List.of("one.csv", "provenance.yaml"), names(target));
        assertEquals(List.of("out"), names(folder));
    }
}
