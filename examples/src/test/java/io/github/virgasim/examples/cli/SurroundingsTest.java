// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command under little memory and under other locales than that of the tests. */
class SurroundingsTest {
    @TempDir
    private Path folder;

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void tooLittleMemoryIsSaid() throws Exception {
        ChildJvm run = ChildJvm.execute(folder, "C", List.of("-Xmx24m"), "train", "aset", "--out", "out");
        assertEquals(1, run.exitCode, run.err);
        assertTrue(run.err.startsWith("virga: out of memory") && run.err.contains("-Xmx"), run.err);
        assertEquals(1, run.err.lines().count(), run.err);
        assertEquals("", run.out);
        assertEquals(List.of(), names(folder));
    }

    @Test
    void namesBeyondTheCharacterSetAreRefusedPlainly() throws Exception {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "the test itself must be able to name the files");
        Path scenario = Files.move(SmallScenario.write(folder), folder.resolve("größe.yaml"));
        List<String> before = names(folder);
        for (Object[] arguments : List.of(
                new Object[] {"run", scenario.getFileName(), "--policy", "closest", "--seeds", 1, "--out", "out"},
                new Object[] {"run", "aset-dc-cloud", "--policy", "closest", "--seeds", 1, "--out", "größe"})) {
            ChildJvm run = ChildJvm.execute(folder, "C", List.of(), arguments);
            assertEquals(2, run.exitCode, run.err);
            assertTrue(run.err.contains("cannot be used") && run.err.contains("LC_ALL"), run.err);
            assertFalse(run.err.contains("\tat "), run.err);
            assertEquals(before, names(folder));
        }
        ChildJvm run = ChildJvm.execute(
                folder,
                "C.UTF-8",
                List.of(),
                "run",
                "größe.yaml",
                "--policy",
                "closest",
                "--seeds",
                1,
                "--out",
                "größe");
        assertEquals(0, run.exitCode, run.err);
        assertTrue(Files.exists(folder.resolve("größe/summary.csv")));
    }

    @Test
    void aCurrentFolderBeyondTheCharacterSetIsRefusedPlainly() throws Exception {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "the test itself must be able to name the files");
        Path current = Files.createDirectory(folder.resolve("größe"));
        ChildJvm run = ChildJvm.execute(
                current, "C", List.of(), "run", "aset-dc-cloud", "--policy", "closest", "--seeds", 1, "--out", "out");
        assertEquals(2, run.exitCode, run.err);
        assertTrue(run.err.contains("current folder") && run.err.contains("LC_ALL"), run.err);
        assertFalse(run.err.contains("\tat "), run.err);
        assertEquals(List.of(), names(current));
    }

    private Path run(String out, List<String> options, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--seeds", 2, "--out", out));
        ChildJvm run = ChildJvm.execute(folder, "C.UTF-8", options, all.toArray());
        assertEquals(0, run.exitCode, run.err);
        Files.writeString(
                folder.resolve(out + ".txt"), run.out.replace("\r", "").replace(out, "OUT"));
        return folder.resolve(out);
    }

    private void assertSame(Path one, Path other) throws IOException {
        assertEquals(names(one), names(other));
        for (String name : names(one)) {
            assertEquals(-1, Files.mismatch(one.resolve(name), other.resolve(name)), name);
        }
        assertEquals(
                Files.readString(one.resolveSibling(one.getFileName() + ".txt")),
                Files.readString(other.resolveSibling(other.getFileName() + ".txt")));
    }

    @Test
    void resultsDoNotShowLocaleOrLineSeparator() throws Exception {
        SmallScenario.write(folder);
        Object[] serving = {"run", "small.yaml"};
        Path plain = run("plain", List.of(), serving);
        for (String locale : List.of("ar-EG", "tr-TR", "de-DE")) {
            List<String> options = List.of(
                    "-Duser.language=" + locale.substring(0, 2),
                    "-Duser.country=" + locale.substring(3),
                    "-Dline.separator=\r\n",
                    "-Duser.timezone=Asia/Kathmandu");
            assertSame(plain, run(locale, options, serving));
        }
        assertSame(
                plain,
                run(
                        "latin",
                        List.of("-Dfile.encoding=ISO-8859-1", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"),
                        serving));
    }
}
