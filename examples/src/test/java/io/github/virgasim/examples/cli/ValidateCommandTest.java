// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that calibrate and validate, on what ships. */
class ValidateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aCalibrationPredictsAsIfItWereMadeOnTheSpot() throws IOException {
        Path calibrated = folder.resolve("calibrated");
        Console calibrate = Console.execute("calibrate", "demo", "--out", calibrated);
        assertEquals(0, calibrate.exitCode, calibrate.err);
        assertTrue(calibrate.out.contains("turns/slice cannot be identified"), calibrate.out);

        Path first = folder.resolve("first");
        Console direct = Console.execute("validate", "demo", "--report", first);
        assertEquals(0, direct.exitCode, direct.err);
        Path second = folder.resolve("second");
        Path file = calibrated.resolve("calibration.csv");
        Console given = Console.execute("validate", "demo", "--calibration", file, "--report", second);
        assertEquals(0, given.exitCode, given.err);
        assertTrue(Files.readString(first.resolve("errors.md")).contains("demo-second"));
        var rows =
                CsvTable.read(first.resolve("errors.csv"), "predicted", "part").rows();
        var others =
                CsvTable.read(second.resolve("errors.csv"), "predicted", "part").rows();
        assertEquals(rows.size(), others.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(rows.get(i).text("predicted"), others.get(i).text("predicted"));
            assertEquals("apart", others.get(i).text("part"));
        }
    }

    @Test
    void whatCannotWorkIsRefused() {
        refused("must be one of", "validate", "no-such-source");
        refused("'--data' must be given", "validate", "testbed");
        refused("'--data' must be left out", "calibrate", "demo", "--data", folder);
        refused("has no isolated.csv", "calibrate", "testbed", "--data", folder);
    }

    private static void refused(String part, Object... arguments) {
        Console console = Console.execute(arguments);
        assertEquals(2, console.exitCode, console.err);
        assertTrue(console.err.contains(part), console.err);
    }
}
