// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapFingerTrainCommandTest {
    @TempDir
    private Path folder;

    private Console train(String out, Object... more) {
        List<Object> all = new ArrayList<>(List.of("train", "tapfinger", "--experiment", "tapfinger-synthetic"));
        all.addAll(List.of("--selection-runs", 2, "--evaluate-every", 1, "--out", folder.resolve(out)));
        all.addAll(List.of(more));
        return Console.execute(all.toArray());
    }

    private void assertSame(String one, String other, String... names) throws IOException {
        for (String name : names) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve(one).resolve(name),
                            folder.resolve(other).resolve(name)),
                    name);
        }
    }

    @Test
    void trainsANetworkThatCanBeUsedAndResumed() throws IOException {
        Object[] small = {"--hidden", 4, "--layers", 1, "--iterations", 1};
        Console run = train("one", small);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("untrained network") && run.out.contains("Kernel of matrix products: "), run.out);
        assertEquals(
                2,
                CsvTable.read(
                                folder.resolve("one/curve.csv"),
                                "iterations",
                                "training_mean_jct",
                                "sequential_mean_jct",
                                "independent_mean_jct")
                        .rows()
                        .size());
        assertEquals(0, Console.elsewhere(() -> train("two", small)).exitCode);
        assertSame("one", "two", "network.bin", "training.bin", "curve.csv");

        Console use = Console.execute(
                "run",
                "tapfinger-synthetic-6",
                "--scheduler",
                "tapfinger-independent",
                "--elastic-network",
                folder.resolve("one/network.bin"),
                "--seeds",
                1,
                "--out",
                folder.resolve("use"));
        assertEquals("", use.err);
        assertTrue(use.out.contains("tapfinger-independent"), use.out);
        assertRefused(
                "the network was trained for the task types [insensitive, sensitive], the experiment has [short, long]",
                "run",
                "tapfinger-short-long",
                "--scheduler",
                "tapfinger",
                "--elastic-network",
                folder.resolve("one/network.bin"));
        assertRefused(
                "--elastic-network is for the schedulers tapfinger and tapfinger-independent, --scheduler was 'min'",
                "run",
                "tapfinger-synthetic",
                "--scheduler",
                "min",
                "--elastic-network",
                folder.resolve("one/network.bin"));
        assertRefused(
                "this training has ended with its 1 iterations",
                "train",
                "tapfinger",
                "--experiment",
                "tapfinger-synthetic",
                "--selection-runs",
                2,
                "--hidden",
                4,
                "--layers",
                1,
                "--iterations",
                1,
                "--resume",
                folder.resolve("one/training.bin"));
    }

    @ParameterizedTest
    @CsvSource({"tuned, joint", "tuned-independent, independent"})
    void tunesPricesAndGoesOnWhereItWasCutOff(String agent, String decision) throws IOException {
        assertEquals(0, train("whole", "--agent", agent, "--iterations", 1).exitCode);
        Path file = folder.resolve("whole/tuned.csv");
        CsvTable.Row row = CsvTable.read(file, "scenario", "decision", "gpu", "other_patience_by_load")
                .rows()
                .get(0);
        assertEquals("tapfinger-synthetic", row.text("scenario"));
        assertEquals(decision, row.text("decision"));
        assertTrue(Files.readString(file).contains("virga train tapfinger --experiment tapfinger-synthetic"));
        Console resumed =
                train("more", "--agent", agent, "--iterations", 2, "--resume", folder.resolve("whole/training.bin"));
        assertEquals("", resumed.err);
        assertEquals(
                3,
                CsvTable.read(folder.resolve("more/curve.csv"), "generations")
                        .rows()
                        .size());
    }

    @Test
    void refusesWhatCannotBeTrained() {
        assertRefused(
                "scenario of elastic tasks must be one of", "train", "tapfinger", "--experiment", "tapfinger-moon");
        assertRefused("--agent must be one of: network, tuned", "train", "tapfinger", "--agent", "human");
        assertRefused("--warm-start must be one of: imitation, none", "train", "tapfinger", "--warm-start", "hot");
        assertRefused("hidden size must be a multiple of 4", "train", "tapfinger", "--hidden", 9);
        assertRefused(
                "hidden size must be between 4 and 1024, was '1000000'", "train", "tapfinger", "--hidden", 1000000);
        assertRefused(
                "layers of graph attention must be between 0 and 32, was '1000'",
                "train",
                "tapfinger",
                "--layers",
                1000);
        assertRefused("--hidden is for --agent network", "train", "tapfinger", "--agent", "tuned", "--hidden", 8);
        assertRefused("--layers is for --agent network", "train", "tapfinger", "--agent", "tuned", "--layers", 0);
        assertRefused("layers", "train", "tapfinger", "--layers", -1);
        assertRefused("--iterations must be between", "train", "tapfinger", "--iterations", 0);
        assertRefused("--threads must be between", "train", "tapfinger", "--threads", 0);
        assertRefused("no such file", "train", "tapfinger", "--resume", folder.resolve("missing"));
    }

    private void assertRefused(String message, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", folder.resolve("refused")));
        Console console = Console.execute(all.toArray());
        assertEquals(2, console.exitCode, console.err);
        assertTrue(console.err.contains(message), console.err);
        assertFalse(Files.exists(folder.resolve("refused")));
    }
}
