// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.papers.ecsrl.EcsrlBaselines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcsrlCommandsTest {
    @TempDir
    private Path folder;

    private Path training() {
        return folder.resolve("training");
    }

    private Console train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "train",
                "ecsrl",
                "--episodes",
                3,
                "--evaluate-every",
                2,
                "--episode-length",
                21,
                "--selection-runs",
                1,
                "--out",
                training()));
        arguments.addAll(List.of(more));
        return Console.execute(arguments.toArray());
    }

    @Test
    void trainsAndRunsWhatItHasTrained() throws IOException {
        Console run = train();
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("greedy") && run.out.contains("untrained network"), run.out);
        for (String name : List.of("baselines.csv", "curve.png", "provenance.yaml", "training.bin")) {
            assertTrue(Files.exists(training().resolve(name)), name);
        }
        // Twice its usual load, under which networks are chosen, keeps devices busy all the time.
        String passport = Files.readString(training().resolve("passport.md"));
        assertTrue(passport.contains("| load | "), passport);
        assertFalse(passport.contains("Not looked at"), passport);
        Path network = training().resolve("network.txt");
        List<String> lines = Files.readAllLines(network);
        assertTrue(lines.stream()
                .anyMatch(line -> line.startsWith("meta command virga train ecsrl --agent actor-critic ")));
        assertTrue(lines.contains("meta weights adaptive"));
        String curve = Files.readString(training().resolve("curve.csv"));
        assertEquals(0, train().exitCode);
        assertEquals(curve, Files.readString(training().resolve("curve.csv")));

        Path saved = Files.move(training().resolve("training.bin"), folder.resolve("saved"));
        assertEquals("", train("--resume", saved).err);
        assertTrue(Files.readString(training().resolve("curve.csv")).contains("\n6,"));
        assertRefused(
                "weights must be as in the saved training, adaptive, was fixed",
                "train",
                "ecsrl",
                "--episode-length",
                21,
                "--weights",
                "fixed",
                "--resume",
                saved);
        assertRefused(
                "episode_s must be as in the saved training, 21.0, was 30.0",
                "train",
                "ecsrl",
                "--episode-length",
                30,
                "--resume",
                saved);

        Path out = folder.resolve("run");
        Console used = Console.execute(
                "run",
                "ecsrl",
                "--policy",
                "actor-critic",
                "--network",
                network,
                "--duration",
                25,
                "--seeds",
                2,
                "--out",
                out);
        assertEquals("", used.err);
        assertTrue(used.out.contains("actor-critic "), used.out);
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("network.txt: "));
    }

    @Test
    void runsBaselinesAndTheNetworkThatShips() throws IOException {
        for (String policy : List.of("least-degradation", "greedy", "actor-critic", "load-balancing")) {
            Path out = folder.resolve(policy);
            Console run =
                    Console.execute("run", "ecsrl", "--policy", policy, "--duration", 22, "--seeds", 1, "--out", out);
            assertEquals("", run.err);
            assertTrue(run.out.contains(policy), run.out);
        }
        assertTrue(Files.readString(folder.resolve("actor-critic").resolve("provenance.yaml"))
                .contains("networks/ecsrl.txt: "));
    }

    @Test
    void reproducesFiguresAndTables() throws IOException {
        Path out = folder.resolve("out");
        Console run = Console.execute("reproduce", "ecsrl", "--seeds", 2, "--duration", 22, "--out", out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("actor-critic-alone") && run.out.contains("cloud + large model"), run.out);
        List<CsvTable.Row> rows = CsvTable.read(
                        out.resolve("runs.csv"),
                        "load",
                        "policy",
                        "throughput_percent",
                        "objective",
                        "energy_j_per_request")
                .rows();
        int policies = EcsrlBaselines.names().size() + 3;
        // All under four loads, and two with another mask; three under four more weights; two alone under two loads;
        // two seeds each.
        assertEquals(2 * (4 * (policies + 2) + 3 * 4 + 2 * 2), rows.size());
        // Several clusters: five policies under two loads.
        assertEquals(
                2 * 5 * 2,
                CsvTable.read(out.resolve("clusters.csv"), "policy", "objective_with_waiting")
                        .rows()
                        .size());
        assertNotEquals(objectives(rows, "index"), objectives(rows, "index-masked"));
        assertNotEquals(objectives(rows, "actor-critic"), objectives(rows, "actor-critic-unmasked"));
        for (CsvTable.Row row : rows) {
            row.number("throughput_percent", 0, 100);
            row.number("objective", 0, 100);
        }
        for (CsvTable.Row row :
                CsvTable.read(out.resolve("lines.csv"), "slope", "r_squared").rows()) {
            row.number("slope", 0.5, 2);
            row.number("r_squared", 0.9, 1);
        }
        assertEquals(
                1.0,
                CsvTable.read(out.resolve("matrices.csv"), "degradation")
                        .rows()
                        .get(0)
                        .number("degradation", 1, 1));
        for (String name : List.of("figure1", "figure2", "throughput", "objective", "load", "trade-off")) {
            assertTrue(Files.exists(out.resolve(name + ".png")), name);
        }
        assertTrue(Files.readString(out.resolve("queries.trace.json")).contains("\"policy\":\"greedy\""));
        assertFalse(Files.readString(out.resolve("passport.md")).contains("Not looked at"));
        String document = Files.readString(out.resolve("ecsrl.md"));
        assertTrue(document.contains("| load | policy |") && document.contains("Means over 2 seeds with"));

        Path same = folder.resolve("same");
        Object[] again = {"reproduce", "ecsrl", "--seeds", 2, "--duration", 22, "--out", same};
        Console.elsewhere(() -> Console.execute(again));
        for (String name : List.of("runs.csv", "ecsrl.md", "matrices.csv")) {
            assertEquals(-1, Files.mismatch(out.resolve(name), same.resolve(name)), name);
        }
    }

    /** Returns the objectives of a policy under twice the load, where masks tell. */
    private static List<String> objectives(List<CsvTable.Row> rows, String policy) {
        return rows.stream()
                .filter(row -> row.text("policy").equals(policy) && row.number("load", 0, 2) == 2)
                .map(row -> row.text("objective"))
                .toList();
    }

    @Test
    void badInputIsRefusedAndLeavesNothing() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.txt"), "virga-q-network 1\nlayers");
        assertRefused("--policy must be one of", "run", "ecsrl", "--policy", "best");
        assertRefused("--policy must be one of", "run", "aset-dc-cloud", "--policy", "greedy");
        assertRefused("damaged.txt", "run", "ecsrl", "--policy", "actor-critic", "--network", damaged);
        assertRefused("damaged.txt", "reproduce", "ecsrl", "--network", damaged);
        assertRefused("no such file", "reproduce", "ecsrl", "--network", folder.resolve("none.txt"));
        assertRefused("--network is for", "run", "ecsrl", "--policy", "greedy", "--network", damaged);
        assertRefused("--seeds", "reproduce", "ecsrl", "--seeds", 0);
        assertRefused("--duration must be above", "reproduce", "ecsrl", "--duration", 20);
        assertRefused("--weights must be one of", "train", "ecsrl", "--weights", "heavy");
        assertRefused("--episode-length must be above", "train", "ecsrl", "--episode-length", 20);
        assertRefused("--episodes", "train", "ecsrl", "--episodes", 0);
        assertRefused("must be a saved training", "train", "ecsrl", "--resume", damaged);
    }

    private void assertRefused(String message, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        Path out = folder.resolve("refused");
        all.addAll(List.of("--out", out));
        Console console = Console.execute(all.toArray());
        assertEquals(2, console.exitCode);
        assertTrue(console.err.contains(message), console.err);
        assertTrue(Files.notExists(out));
    }
}
