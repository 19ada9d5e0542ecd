// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    @TempDir
    private Path folder;

    private void assertRefused(String message, Object... arguments) throws IOException {
        Path out = folder.resolve("out");
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", out));
        Console run = Console.execute(all.toArray());
        assertEquals(2, run.exitCode, run.err);
        assertTrue(run.err.contains(message), run.err);
        assertFalse(run.err.contains("\tat "), run.err);
        assertEquals("", run.out);
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".yaml")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--policy, nearest, least-impedance",
        "--lambda, -1, --lambda must be positive",
        "--lambda, NaN, --lambda must be positive",
        "--lambda, many, Invalid value",
        "--duration, -5, --duration must be positive",
        "--duration, NaN, --duration must be positive",
        "--duration, Infinity, --duration must be positive",
        "--duration, 10, above the scenario's warm-up of 10 s",
        "--seeds, 0, --seeds must be between",
        "--seeds, -3, --seeds must be between",
        "--seeds, 1.5, Invalid value",
        "--seed, x, Invalid value",
        "--seed, 9223372036854775800, the first of 10 seeds must be at most 9223372036854775798",
        "--speed, 3, Unknown option"
    })
    void refusesOptions(String option, String value, String message) throws IOException {
        assertRefused(message, "run", SmallScenario.write(folder), option, value);
    }

    @Test
    void refusesUnknownScenarios() throws IOException {
        assertRefused("aset-full-edge", "run", "aset-moon");
        assertRefused("no such file", "run", folder.resolve("missing.yaml"));
        assertRefused("Missing required parameter", "run");
        assertRefused("engine", "bench", "speed");
    }

    @Test
    void refusesBrokenScenarios() throws IOException {
        Path file = SmallScenario.write(folder);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("rate_qps: 20", "rate_qps: -20"));
        assertRefused("rate_qps", "run", file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertRefused("small.yaml", "run", file);
        Files.writeString(file, "scenario: [");
        assertRefused("small.yaml", "run", file);
        Files.writeString(file, "");
        assertRefused("is empty", "run", file);
    }

    @Test
    void refusesCommands() {
        assertEquals(2, Console.execute("fly").exitCode);
        assertEquals(2, Console.execute().exitCode);
    }

    @Test
    void namesTheJarThatRecords() throws IOException {
        String where = "is in virga-recorder.jar";
        assertRefused(where, "record", "--model", "model.onnx", "--loads", "30,60", "--out", folder.resolve("out"));
        assertRefused(where, "testbed");
        assertEquals(0, Console.execute("record", "--help").exitCode);
    }
}
