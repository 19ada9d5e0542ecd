// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.elastic.RecordedArrivals;
import io.github.virgasim.elastic.TaskTypeFile;
import io.github.virgasim.gpu.CountInterference;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.gpu.PairwiseInterference;
import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.scenario.Scenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No reader waits for, or fills the memory with, what is not a proper file. */
class InputFileTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final Map<String, Consumer<Path>> READERS = new TreeMap<>(Map.ofEntries(
            Map.entry("scenario", Scenarios::read),
            Map.entry("catalogue", ModelCatalog::read),
            Map.entry("network", SavedNetwork::load),
            Map.entry("linear interference", file -> LinearInterference.read(file, SharingMode.MPS)),
            Map.entry("pairwise interference", PairwiseInterference::read),
            Map.entry("counted interference", file -> CountInterference.read(file, "board")),
            Map.entry("sensitivities", file -> SensitivityInterference.read(file, "board")),
            Map.entry("speed of slices", MigSpeed::read),
            Map.entry("cards", file -> MigCard.read(file, file)),
            Map.entry("recorded tasks", file -> RecordedArrivals.read(file, 1, 1)),
            Map.entry("task types", TaskTypeFile::read),
            Map.entry("durations", file -> TracedTypes.read(file, "bare"))));

    @TempDir
    Path folder;

    @BeforeEach
    void copyValidFiles() {
        BrokenFiles.copyTo(folder);
    }

    static Stream<String> readers() {
        return READERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void devicesAreRefusedByEveryReader(String reader) {
        for (String device : new String[] {"/dev/zero", "/dev/null", "/dev/stdin"}) {
            assumeTrue(Files.exists(Path.of(device)));
            assertRefused(READERS.get(reader), Path.of(device), "must be a regular file, is a device or a pipe");
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void pipesAreNotWaitedFor(String reader) throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS));
        assertRefused(READERS.get(reader), pipe, "must be a regular file, is a device or a pipe");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void foldersAndMissingFilesAreSaidToBeThat(String reader) throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        String rule = reader.equals("catalogue") ? "no such file" : "must be a regular file, is a folder";
        assertRefused(READERS.get(reader), sub, rule);
        assertRefused(READERS.get(reader), folder.resolve("missing"), "no such file");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aFileWithoutLinesThatFillsTheMemory(String reader) throws IOException {
        Path zeros = folder.resolve("zeros");
        try (RandomAccessFile sparse = new RandomAccessFile(zeros.toFile(), "rw")) {
            sparse.setLength(20_000_000_000L);
        }
        assertTimeoutPreemptively(
                AT_ONCE,
                () -> BrokenFiles.assertRefused(() -> READERS.get(reader).accept(zeros), zeros.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients.csv", "gaps.csv", "variants.csv", "interference.csv"})
    void filesThatAScenarioNamesAreFilesToo(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), Path.of("/dev/zero"));
        String scenario = name.equals("clients.csv") ? "replay.yaml" : "scenario.yaml";
        if (name.equals("interference.csv")) {
            String worker = "{name: gpu, device: card, ";
            String shared = "sharing: mps, interference: {kind: linear, file: interference.csv}, ";
            BrokenFiles.replace(folder.resolve(scenario), worker, worker + shared);
        }
        assertRefused(
                file -> Scenarios.read(folder.resolve(scenario)),
                Path.of(name),
                "must be a regular file, is a device or a pipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anOverlongLineIsNamed(String end) throws IOException {
        Path file = folder.resolve("long.csv");
        String longest = "1".repeat(InputFile.LONGEST_LINE);
        Files.writeString(file, "gap_s" + end + longest + end);
        assertEquals(2, (int) InputFile.read(
                file, reader -> (int) new BufferedReader(reader).lines().count()));
        Files.writeString(file, "gap_s" + end + end + longest + "1" + end);
        assertRefused(path -> CsvTable.read(path, "gap_s"), file, "line 3: must not be longer than 1000000 characters");
    }

    @Test
    void tablesThatAreReadAsAWholeFitIntoMemory() throws IOException {
        Path file = folder.resolve("rows.csv");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(50_000_001);
        }
        assertRefused(path -> CsvTable.read(path, "a"), file, "must not be larger than 50000000 bytes");
    }

    @Test
    void aSymbolicLinkToAFileIsAFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("scenario.yaml"));
        assertEquals("valid", Scenarios.read(link).name());
    }

    private static void assertRefused(Consumer<Path> reader, Path file, String rule) {
        assertTimeoutPreemptively(
                AT_ONCE, () -> BrokenFiles.assertRefused(() -> reader.accept(file), file.toString(), rule));
    }
}
