// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paper that is a folder and a line in META-INF/services, and nothing else, is there like the others. */
class FourthPaperTest {
    @TempDir
    private Path folder;

    private Path scenario;

    @BeforeEach
    void prepare() throws IOException {
        scenario = SmallScenario.write(folder);
    }

    private Console done(Object... arguments) {
        Console console = Console.execute(arguments);
        assertEquals("", console.err);
        assertEquals(0, console.exitCode);
        return console;
    }

    @Test
    void isListedAndHelpsWithItsOptions() {
        String list = done("list").out;
        assertTrue(list.contains("\n  bandit\n"), "its policy: " + list);
        assertTrue(list.contains("\n  bandit                 train, reproduce\n"), list);
        assertTrue(done("train", "--help").out.contains("Trains a bandit."));
        assertTrue(done("reproduce", "bandit", "--help").out.contains("results/reproduce-bandit"));
    }

    @Test
    void itsPolicyRuns() throws IOException {
        Path out = folder.resolve("run");
        done("run", scenario, "--policy", "bandit", "--seeds", 2, "--out", out);
        assertTrue(Files.readString(out.resolve("summary.csv")).contains("\nbandit,2,"));
    }

    @Test
    void isTrainedAndResumed() throws IOException {
        Path out = folder.resolve("train");
        Console run = done("train", "bandit", "--scenario", scenario, "--out", out);
        assertTrue(run.out.contains("agent after") && run.out.contains("Training and selection took"), run.out);
        assertEquals(4, Files.readAllLines(out.resolve("curve.csv")).size(), "head and three points");
        List<String> network = Files.readAllLines(out.resolve("network.txt"));
        String command = "command virga train bandit --scenario " + scenario + " --episodes 4 --seed 1";
        assertTrue(network.stream().anyMatch(line -> line.startsWith(command)), () -> network.toString());
        Path saved = Files.move(out.resolve("training.bin"), folder.resolve("saved"));
        done("train", "bandit", "--scenario", scenario, "--resume", saved, "--out", out);
        assertTrue(Files.readAllLines(out.resolve("curve.csv")).get(3).startsWith("8,"));
        Console refused = Console.execute(
                "train", "bandit", "--scenario", scenario, "--resume", saved, "--duration", 30, "--out", out);
        assertEquals(2, refused.exitCode);
        assertTrue(refused.err.contains("episode_s must be as in the saved training"), refused.err);
    }

    @Test
    void itsFiguresAreReproduced() throws IOException {
        Path out = folder.resolve("figures");
        Console run = done("reproduce", "bandit", "--scenario", scenario, "--out", out);
        assertTrue(run.out.contains("\nTables are in " + out), run.out);
        assertEquals(3, Files.readAllLines(out.resolve("arms.csv")).size());
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("seeds:\n- 2000000\n- 2000001\n"));
    }
}
