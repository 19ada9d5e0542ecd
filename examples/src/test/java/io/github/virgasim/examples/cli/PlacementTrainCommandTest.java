// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloudsimplus.util.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTrainCommandTest {
    @TempDir
    private Path folder;

    private Console train(String out) {
        Log.setLevel(Level.WARN);
        return Console.execute("train", "placement", "--iterations", 1, "--test-runs", 2, "--out", folder.resolve(out));
    }

    @Test
    void leavesANetworkAndAComparisonThatDependOnTheSeedAlone() throws IOException {
        Console run = train("one");
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("learned") && run.out.contains("energy consolidation up to"), run.out);
        assertEquals(0, Console.elsewhere(() -> train("two")).exitCode);
        for (String name : List.of("curve.csv", "comparison.csv", "runs.csv", "network.txt", "provenance.yaml")) {
            assertEquals(-1, Files.mismatch(folder.resolve("one/" + name), folder.resolve("two/" + name)), name);
        }
        assertTrue(Files.readString(folder.resolve("one/network.txt"))
                .contains("meta command virga train placement --iterations 1 --seed 1"));
        List<CsvTable.Row> rows = CsvTable.read(
                        folder.resolve("one/comparison.csv"), "policy", "cost", "learned_minus_this")
                .rows();
        assertEquals(7, rows.size());
        CsvTable.Row learned = rows.get(6);
        assertEquals(0, learned.number("learned_minus_this", -1, 1));
        for (CsvTable.Row row : rows) {
            assertEquals(
                    learned.number("cost", 0, 100) - row.number("cost", 0, 100),
                    row.number("learned_minus_this", -100, 100),
                    1e-12);
        }
    }

    @Test
    void badNumbersAreRefusedBeforeAnythingIsWritten() {
        Console run = Console.execute("train", "placement", "--iterations", 0, "--out", folder.resolve("none"));
        assertEquals(2, run.exitCode);
        assertTrue(run.err.contains("--iterations must be between 1 and 1000000, was '0'"), run.err);
        assertFalse(Files.exists(folder.resolve("none")));
    }
}
