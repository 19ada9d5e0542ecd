// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {
    private static final String PLAN = """
            sweep: small
            scenarios: [small.yaml]
            policies: [closest, least-impedance]
            parameters:
              clients.lambda_per_min: [30, 60]
              serving.max_utilization: [0.5, 1]
            seeds: {first: 5, count: 3}
            """;

    @TempDir
    private Path folder;

    private Path plan;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        Files.move(SmallScenario.write(folder), folder.resolve("small.yaml"));
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
        out = folder.resolve("out");
    }

    private Console sweep() {
        return Console.execute("sweep", plan, "--out", out);
    }

    private List<CsvTable.Row> rows() {
        return CsvTable.read(out.resolve("sweep.csv"), "policy", "seed").rows();
    }

    private List<Path> beside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("out."))
                    .toList();
        }
    }

    @Test
    void rowsAreInTheOrderOfThePlanAndEqualThoseOfSingleRuns() throws IOException {
        Console run = sweep();
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("24 runs"), run.out);
        List<CsvTable.Row> rows = rows();
        assertEquals(24, rows.size());
        for (int i = 0; i < 24; i++) {
            assertEquals(5 + i % 3, rows.get(i).integer("seed", 0));
            assertEquals(
                    i / 3 % 2 == 0 ? "closest" : "least-impedance", rows.get(i).text("policy"));
            assertEquals(i / 6 % 2 == 0 ? "0.5" : "1", rows.get(i).text("serving.max_utilization"));
            assertEquals(i / 12 == 0 ? 30 : 60, rows.get(i).number("lambda_per_min", 0, 100));
            assertFalse(rows.get(i).has("error"));
        }
        Path single = folder.resolve("single");
        Console.execute(
                "run",
                folder.resolve("small.yaml"),
                "--policy",
                "closest",
                "--seed",
                6,
                "--seeds",
                1,
                "--lambda",
                30,
                "--out",
                single);
        CsvTable.Row alone =
                CsvTable.read(single.resolve("summary.csv"), "served").rows().get(0);
        // The scenario's own limit is 1.
        for (String column : List.of("offered", "served", "late", "latency_mean_ms", "energy_j")) {
            assertEquals(alone.text(column), rows.get(7).text(column), column);
        }
        assertEquals(List.of(), beside());
    }

    @Test
    void histogramsHoldTheLatenciesOfTheAnsweredQueries() throws DataFormatException {
        sweep();
        for (CsvTable.Row row : rows()) {
            Histogram latencies = Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(row.text("latency_histogram"))), 0);
            assertEquals(row.integer("served", 0) + row.integer("late", 0), latencies.getTotalCount());
            assertEquals(row.number("latency_p99_ms", 0, 1e6), latencies.getValueAtPercentile(99) / 1e3, 1e-9);
        }
    }

    @Test
    void meansAreThoseOfTheRows() {
        sweep();
        List<CsvTable.Row> rows = rows();
        List<CsvTable.Row> means =
                CsvTable.read(out.resolve("means.csv"), "served_percent").rows();
        assertEquals(8, means.size());
        for (int i = 0; i < 8; i++) {
            double[] served = rows.subList(3 * i, 3 * i + 3).stream()
                    .mapToDouble(row -> row.number("served_percent", 0, 100))
                    .toArray();
            ConfidenceInterval expected = ConfidenceInterval.of(served);
            assertEquals(expected.mean(), means.get(i).number("served_percent", 0, 100));
            assertEquals(expected.halfWidth(), means.get(i).number("served_percent_halfwidth", 0, 100));
            assertEquals(3, means.get(i).integer("runs", 0));
        }
    }

    /** What a killed process leaves: some rows, the last one cut off anywhere. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "7, 40", "23, 1", "24, 0"})
    void goesOnWhereItWasInterrupted(int complete, int cut) throws IOException {
        byte[] whole = wholeSweep();
        String[] lines = new String(whole, StandardCharsets.UTF_8).split("(?<=\n)");
        StringBuilder left = new StringBuilder();
        for (int i = 0; i <= complete; i++) {
            left.append(lines[i]);
        }
        if (cut > 0) {
            left.append(lines[complete + 1], 0, cut);
        }
        String name = interruptedName();
        Files.writeString(folder.resolve(name), left);
        boolean reached = complete == 7;
        if (reached) {
            Files.writeString(folder.resolve(name + ".reach"), "2;0.5;\n3;0.991;\n4;0.9");
        }
        Console run = sweep();
        assertEquals(0, run.exitCode, run.err);
        String passport = Files.readString(out.resolve("passport.md"));
        assertEquals(reached, passport.contains("busy for 99.1 % of a run"), passport);
        assertEquals(complete > 0, run.out.contains(complete + " of them from before an interruption"), run.out);
        assertEquals(complete > 0 && !reached, run.out.contains("not looked at   load and batches of "), run.out);
        assertArrayEquals(whole, Files.readAllBytes(out.resolve("sweep.csv")));
        assertEquals(List.of(), beside());
    }

    private byte[] wholeSweep() throws IOException {
        sweep();
        byte[] whole = Files.readAllBytes(out.resolve("sweep.csv"));
        try (Stream<Path> files = Files.list(out)) {
            files.forEach(SweepCommandTest::delete);
        }
        return whole;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the name of the file of rows by looking while a sweep is under way. */
    private String interruptedName() throws IOException {
        Thread watched = new Thread(this::sweep);
        watched.start();
        List<Path> found = List.of();
        while (found.isEmpty()) {
            Thread.onSpinWait();
            found = beside().stream()
                    .filter(file -> file.toString().endsWith(".rows.csv"))
                    .toList();
        }
        try {
            watched.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        try (Stream<Path> files = Files.list(out)) {
            files.forEach(SweepCommandTest::delete);
        }
        return found.get(0).getFileName().toString();
    }

    @Test
    void rowsOfOtherRunsAreNotGoneOnWith() throws IOException {
        byte[] whole = wholeSweep();
        Path rows = folder.resolve(interruptedName());
        String text = new String(whole, StandardCharsets.UTF_8);
        String swapped = text.replaceFirst(",5,", ",6,");
        for (String other : List.of(text + text.substring(text.indexOf('\n') + 1), swapped)) {
            Files.writeString(rows, other);
            Console run = sweep();
            assertEquals(2, run.exitCode, run.err);
            assertTrue(run.err.contains("of the sweep, of 24, and is not; remove the file to begin anew"), run.err);
            assertTrue(run.err.contains(rows.getFileName() + ", line "), run.err);
            assertEquals(other, Files.readString(rows), "nothing of the user's is removed");
        }
        for (String nothing : List.of("", "scenario,", text.substring(0, text.indexOf('\n') + 1))) {
            Files.writeString(rows, nothing);
            assertEquals(0, sweep().exitCode);
            assertArrayEquals(whole, Files.readAllBytes(out.resolve("sweep.csv")));
            try (Stream<Path> files = Files.list(out)) {
                files.forEach(SweepCommandTest::delete);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "served_percent, 42.0, must be the share of what was offered",
        "rejected_percent, 1e30, must be",
        "served, abc, must be a number",
        "late, 7, must be the sum of served",
        "latency_mean_ms, 9x.75, must be a number",
        "latency_histogram, HISTFAAAACB4nJNpmSzMwMDAwQABzFCaEUoz2X+AMIAAAEvoAZ0, must be a histogram of the"
    })
    void rowsThatNoRunCanHaveLeftAreNotGoneOnWith(String column, String value, String rule) throws IOException {
        String[] lines = new String(wholeSweep(), StandardCharsets.UTF_8).split("\n", 3);
        Path rows = folder.resolve(interruptedName());
        String[] cells = lines[1].split(",", -1);
        cells[List.of(lines[0].split(",")).indexOf(column)] = value;
        assertRefusedRows(
                rows,
                lines[0] + "\n" + String.join(",", cells) + "\n",
                rows.getFileName() + ", line 2, field '" + (column.equals("late") ? "offered" : column) + "': value '",
                rule);
        assertRefusedRows(
                rows,
                lines[0] + "\n" + lines[1] + "\r\n",
                rows.getFileName() + ", line 2: must end with a line feed alone");
    }

    private void assertRefusedRows(Path rows, String text, String... messages) throws IOException {
        Files.writeString(rows, text);
        Console run = sweep();
        assertEquals(2, run.exitCode, run.err);
        for (String message : messages) {
            assertTrue(run.err.contains(message), run.err);
        }
        assertTrue(run.err.contains("; remove the file to begin anew"), run.err);
        assertEquals(text, Files.readString(rows));
    }

    @Test
    void oneProcessAtATimeRunsASweep() throws IOException {
        wholeSweep();
        Path rows = folder.resolve(interruptedName());
        try (FileChannel other = FileChannel.open(
                        folder.resolve(rows.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertTrue(held.isValid());
            Console run = sweep();
            assertEquals(2, run.exitCode);
            assertTrue(run.err.contains("sweep 'small' is under way already"), run.err);
        }
        assertEquals(0, sweep().exitCode);
    }

    @Test
    void valuesThatMakeAScenarioImpossibleAreSaid() throws IOException {
        String label = Files.readString(folder.resolve("small.yaml"));
        Files.writeString(
                plan,
                PLAN.replace(
                        "serving.max_utilization: [0.5, 1]",
                        "classes." + firstClass(label) + ".deadline_ms: [100, 0.15]"));
        Console run = sweep();
        assertEquals(0, run.exitCode, run.err);
        assertTrue(run.err.contains("deadline_ms=0.15"), run.err);
        assertTrue(run.err.contains("no candidate: deadline_ms 0.15"), run.err);
        Console strict = Console.execute("sweep", plan, "--strict", "--out", folder.resolve("strict"));
        assertEquals(2, strict.exitCode);
    }

    private static String firstClass(String scenario) {
        return scenario.replaceAll("(?s).*\\nclasses:.*?name: ([a-z-]+).*", "$1");
    }

    @Test
    void theProvenanceHasSeedsAndOptions() throws IOException {
        assertEquals(0, Console.execute("sweep", plan, "--strict", "--out", out).exitCode);
        String provenance = Files.readString(out.resolve("provenance.yaml"));
        assertTrue(provenance.contains("first_seed: '5'\n  seeds: '3'\n"), provenance);
        assertTrue(provenance.contains("plan.yaml --strict"), provenance);
        // All runs were looked at, those too whose combination of values was not before.
        String passport = Files.readString(out.resolve("passport.md"));
        assertFalse(passport.contains("Not looked at"), passport);
        assertTrue(passport.contains("| network jitter |"), passport);
    }

    @Test
    void aFailedRunIsARow() throws IOException {
        // Each value is fine beside the first ones of all others; a warm-up of 100 s in 60 s is not.
        Files.writeString(
                plan,
                PLAN.replace("[0.5, 1]", "[0.5, 1]\n  serving.duration_s: [120, 60]\n  serving.warmup_s: [0, 100]"));
        Console run = sweep();
        assertEquals(0, run.exitCode, run.err);
        long failed = rows().stream().filter(row -> row.has("error")).count();
        assertEquals(24, failed);
        assertTrue(run.out.contains("24 failed"), run.out);
        assertTrue(rows().stream()
                .filter(row -> row.has("error"))
                .allMatch(row -> row.text("error").contains("must be below duration_s")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            small.yaml                 | none.yaml             | none.yaml
            [small.yaml]               | [small.yaml, sub/../small.yaml] | must not appear twice, is also
            closest, least             | closest, best, least  | policies
            serving.max_utilization    | serving.limit         | unknown here
            serving.max_utilization    | scenario              | line 6, key 'parameters.scenario': must not be a parameter
            serving.max_utilization    | nothing.limit         | key 'nothing' is missing
            serving.max_utilization    | classes.none.share    | must have an entry with the name 'none'
            [0.5, 1]                 | [0.5, 1.9]            | above 0 and at most 1
            [0.5, 1]                 | [0.5, 0.5]            | must not appear twice
            count: 3                   | count: 0              | count
            count: 3                   | count: 2000000000     | must have at most 1000000000 runs, has 16000000000
            sweep: small               | swep: small           | unknown here
            sweep: small               | sweep: ../evil        | sweep must consist of letters
            sweep: small               | sweep: /tmp/evil      | sweep must consist of letters
            [0.5, 1]                 | ["0.5", "1\\n"]      | control characters
            """)
    void badPlansAreRefusedBeforeARun(String from, String to, String expected) throws IOException {
        assertTrue(PLAN.contains(from));
        Files.writeString(plan, PLAN.replace(from, to));
        Console run = sweep();
        assertEquals(2, run.exitCode);
        assertTrue(run.err.contains(expected), run.err);
        assertTrue(run.err.contains("plan.yaml"), run.err);
        assertFalse(Files.exists(out));
    }
}
