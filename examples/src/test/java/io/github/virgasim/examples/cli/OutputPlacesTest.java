// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.report.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where commands put their results, and where they refuse to before anything is simulated. */
class OutputPlacesTest {
    @TempDir
    private Path folder;

    /** Every command that writes; each would take minutes if it began. */
    static Stream<String> commands() {
        return Stream.of(
                "run aset-full-edge --seeds 100",
                "run tapfinger-synthetic --seeds 100",
                "train aset --episodes 100000",
                "train ecsrl --episodes 100000",
                "train placement --iterations 100000",
                "reproduce aset --seeds 100",
                "reproduce ecsrl --seeds 100",
                "reproduce tapfinger --seeds 100",
                "bench");
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.map(file -> of.relativize(file).toString()).sorted().toList();
        }
    }

    private Console execute(String command, Path out) {
        List<Object> arguments = new ArrayList<>(List.of((Object[]) command.split(" ")));
        arguments.addAll(List.of("--out", out));
        return Console.execute(arguments.toArray());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void badPlacesAreFoundAtOnce(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "x");
        List<String> before = names(folder);
        for (Path out : List.of(
                file,
                file.resolve("out"),
                mine,
                folder.resolve("nope/../mine"),
                mine.resolve(".."),
                folder.resolve("n".repeat(300)),
                Path.of("."),
                Path.of(""))) {
            Console run = execute(command, out);
            assertEquals(2, run.exitCode, out + ": " + run.err);
            assertTrue(run.err.startsWith("virga: output folder '" + out + "' "), run.err);
            assertEquals(1, run.err.lines().count(), run.err);
            assertEquals("", run.out);
            assertEquals(before, names(folder));
        }
    }

    @Test
    void anotherFormOfThePathIsNoWayAround() throws IOException {
        Path p = Files.createDirectory(folder.resolve("p"));
        Files.writeString(p.resolve("thesis.txt"), "x");
        Console run =
                execute("run aset-dc-cloud --policy closest --seeds 1 --duration 70", folder.resolve("nope/../p"));
        assertEquals(2, run.exitCode, run.err);
        assertEquals(List.of("", "p", "p/thesis.txt"), names(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {".yaml", "..yaml", "...yaml", "....yml"})
    void namesOfDotsAreNoFolders(String name) throws IOException {
        Path scenario = Files.move(SmallScenario.write(folder), folder.resolve(name));
        assertEquals("scenario", ScenarioSource.of(scenario.toString()).name());
    }

    /** By the signal that a terminal or a scheduler of jobs sends; other signals of this kind end the process alike. */
    @Test
    void aStoppedRunLeavesNoFolder() throws Exception {
        Process stopped = ChildJvm.start(folder, "train", "placement", "--iterations", 100000, "--out", "out");
        Path part = folder.resolve(".out.part-" + stopped.pid());
        try {
            while (!Files.exists(part.resolve(".virga-part"))) {
                assertTrue(stopped.isAlive(), "ended before it made a folder");
                Thread.sleep(50);
            }
        } finally {
            stopped.destroy();
        }
        assertNotEquals(0, stopped.waitFor());
        assertTrue(Files.notExists(part));
    }

    @Test
    void theNextRunTidiesUpAfterAKilledOne() throws Exception {
        Path out = folder.resolve("out");
        Process killed = ChildJvm.start(folder, "train", "placement", "--iterations", 100000, "--out", "out");
        Path part = folder.resolve(".out.part-" + killed.pid());
        try {
            while (!Files.exists(part)) {
                assertTrue(killed.isAlive(), "ended before it made a folder");
                Thread.sleep(50);
            }
            OutputFolder.at(out);
            assertTrue(Files.exists(part), "removed while the run was under way");
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(part));
        Console next = execute("run aset-dc-cloud --policy closest --seeds 1 --duration 601", out);
        assertEquals(0, next.exitCode, next.err);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(out), left.toList());
        }
    }
}
