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
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsetCommandsTest {
    @TempDir
    private Path folder;

    private Path scenario;
    private Path training;

    @BeforeEach
    void prepare() throws IOException {
        scenario = SmallScenario.write(folder);
        training = folder.resolve("training");
    }

    private Console train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "train",
                "aset",
                "--topology",
                scenario,
                "--episodes",
                3,
                "--evaluate-every",
                2,
                "--episode-length",
                60,
                "--selection-runs",
                1,
                "--out",
                training));
        arguments.addAll(List.of(more));
        return Console.execute(arguments.toArray());
    }

    private Path network() {
        return training.resolve("network.txt");
    }

    @Test
    void trainsAndLeavesNetworkAndCurve() throws IOException {
        Console run = train();
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("random-action") && run.out.contains("agent after"), run.out);
        for (String name : List.of(
                "baselines.csv",
                "curve.csv",
                "curve.png",
                "curve.svg",
                "passport.md",
                "provenance.yaml",
                "training.bin")) {
            assertTrue(Files.exists(training.resolve(name)), name);
        }
        assertEquals(
                3,
                CsvTable.read(training.resolve("curve.csv"), "training", "episodes", "steps", "score_percent")
                        .rows()
                        .size());
        List<String> lines = Files.readAllLines(network());
        String command = "meta command virga train aset --topology " + scenario + " --state aset-extended";
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(command)));
        for (String key : List.of("scenario small", "reward all-failures", "seed 1", "period_s 20.0")) {
            assertTrue(lines.contains("meta " + key), key);
        }
        assertTrue(Files.notExists(folder.resolve("training.training")));

        Path first = Files.move(training, folder.resolve("first"));
        assertEquals(0, Console.elsewhere(this::train).exitCode);
        for (String name : List.of("curve.csv", "curve.svg", "network.txt", "training.bin", "provenance.yaml")) {
            assertEquals(-1, Files.mismatch(first.resolve(name), training.resolve(name)), name);
        }

        Path saved = Files.move(training.resolve("training.bin"), folder.resolve("saved"));
        Console resumed = train("--resume", saved);
        assertEquals("", resumed.err);
        String provenance = Files.readString(training.resolve("provenance.yaml"));
        assertTrue(provenance.contains("\nseeds: []"), provenance);
        assertTrue(Files.readString(training.resolve("curve.csv")).contains("\n1,6,"));
        assertResumeRefused(saved, "reward must be", "--reward", "instant-failures");
        assertResumeRefused(saved, "state must be", "--state", "aset-published");
        assertResumeRefused(saved, "must be as in the saved training", "--lambda", 60);
        assertResumeRefused(saved, "episode_s must be", "--episode-length", 70);
    }

    private void assertResumeRefused(Path saved, String message, Object option, Object value) {
        List<Object> arguments = new ArrayList<>(List.of("train", "aset", "--topology", scenario, "--resume", saved));
        if (!option.equals("--episode-length")) {
            arguments.addAll(List.of("--episode-length", 60));
        }
        arguments.addAll(List.of(option, value));
        assertRefused(message, arguments.toArray());
    }

    @Test
    void trainsUnderSeveralSeedsAtOneRate() throws IOException {
        Console run = train("--trainings", 2, "--lambda", 30, "--state", "aset-priced");
        assertEquals("", run.err);
        assertFalse(Files.readString(training.resolve("passport.md")).contains("Not looked at"));
        List<CsvTable.Row> rows = CsvTable.read(
                        training.resolve("curve.csv"), "training", "episodes", "steps", "score_percent")
                .rows();
        assertEquals(6, rows.size());
        assertEquals(2, rows.get(5).number("training", 1, 2));
        String network = Files.readString(network());
        assertTrue(network.contains("--lambda 30 --seed 1 --trainings 2"), network);
        assertTrue(network.contains("random | bid-price"), network);
        assertRefused("--trainings", "train", "aset", "--trainings", 2, "--resume", training.resolve("training.bin"));
    }

    @Test
    void trainsAnAgentThatDrawsOnStreams() throws IOException {
        Console trained = train("--engine", "streams", "--learner", "actor-critic");
        assertEquals("", trained.err);
        assertTrue(trained.out.contains("tuned-mixture"), trained.out);
        String network = Files.readString(network());
        assertTrue(network.contains("--engine streams") && network.contains("--learner actor-critic"), network);
        assertTrue(network.contains("meta learner actor-critic") && network.contains("meta tuned-mixture "), network);
        Console run = Console.execute(
                "run",
                scenario,
                "--policy",
                "aset",
                "--network",
                network(),
                "--seeds",
                1,
                "--out",
                folder.resolve("r"));
        assertEquals("", run.err);
        Path saved = Files.move(training.resolve("training.bin"), folder.resolve("saved"));
        assertEquals("", train("--engine", "streams", "--learner", "actor-critic", "--resume", saved).err);
        assertResumeRefused(saved, "training", "--engine", "streams");
        assertResumeRefused(saved, "engine", "--learner", "actor-critic");

        String priced = "--learner actor-critic cannot be combined with --state aset-priced";
        assertRefused(priced, "train", "aset", "--learner", "actor-critic", "--state", "aset-priced");
        assertRefused("--agent direct", "train", "aset", "--agent", "direct", "--engine", "streams");
        assertRefused("--engine must be one of: queries, streams", "train", "aset", "--engine", "fluid");
        assertRefused("--learner must be one of", "train", "aset", "--learner", "sarsa");
    }

    @Test
    void runsATrainedNetwork() throws IOException {
        train();
        Path out = folder.resolve("run");
        Console run = Console.execute(
                "run", scenario, "--policy", "aset", "--network", network(), "--seeds", 2, "--out", out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("aset "), run.out);
        String provenance = Files.readString(out.resolve("provenance.yaml"));
        assertTrue(provenance.contains("--policy aset") && provenance.contains("network.txt: "), provenance);
    }

    @Test
    void runsTheNetworkThatShips() throws IOException {
        Path out = folder.resolve("run");
        Console run = Console.execute(
                "run", "aset-full-edge", "--policy", "aset", "--duration", 601, "--seeds", 1, "--out", out);
        assertEquals("", run.err);
        String best = "networks/aset-full-edge-aset-priced.txt";
        assertTrue(run.out.contains("Network of aset: " + best), run.out);
        String provenance = Files.readString(out.resolve("provenance.yaml"));
        assertTrue(provenance.contains(best + ": ") && provenance.contains("network: " + best), provenance);
    }

    @Test
    void trainsRunsAndComparesTheDirectAgent() throws IOException {
        Console run = train("--agent", "direct");
        assertEquals("", run.err);
        assertTrue(run.out.contains("small-preempting"), run.out);
        assertTrue(Files.notExists(folder.resolve("training.network")));
        String network = Files.readString(network());
        assertTrue(network.contains("--agent direct") && network.contains("meta selection_score_small "), network);
        // The start and the last generation, without preemption and with it.
        assertEquals(
                2 * 2,
                CsvTable.read(training.resolve("curve.csv"), "generation", "scenario", "score_percent")
                        .rows()
                        .size());
        Path out = folder.resolve("run");
        run = Console.execute(
                "run", scenario, "--policy", "aset-direct", "--network", network(), "--seeds", 1, "--out", out);
        assertEquals("", run.err);
        assertTrue(run.out.contains("aset-direct "), run.out);
        run = Console.execute(
                "reproduce",
                "aset",
                "--agent",
                "direct",
                "--topology",
                scenario,
                "--network",
                network(),
                "--seeds",
                2,
                "--out",
                folder.resolve("bars"));
        assertEquals("", run.err);
        assertTrue(run.out.contains("aset-direct less policy") && run.out.contains("reserving-farthest"), run.out);
        // Three static policies, two that reserve, bid-price, LP prices and the agent in two ways each, under three
        // loads
        // and two seeds.
        assertEquals(
                10 * 3 * 2,
                CsvTable.read(folder.resolve("bars").resolve("runs.csv"), "load", "policy", "served_percent")
                        .rows()
                        .size());
        assertEquals(served("runs.csv"), served("classes.csv"), "a single class");
        assertRefused("--lambda and --resume are for", "train", "aset", "--agent", "direct", "--lambda", 60);
        assertRefused("--agent must be one of", "train", "aset", "--agent", "indirect");
        assertRefused("must be a network of ASET", "run", scenario, "--policy", "aset", "--network", network());
    }

    private List<String> served(String table) throws IOException {
        return CsvTable.read(folder.resolve("bars").resolve(table), "load", "policy", "seed", "served_percent")
                .rows()
                .stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%s %s %s %.9f",
                        row.text("load"),
                        row.text("policy"),
                        row.text("seed"),
                        row.number("served_percent", 0, 100)))
                .toList();
    }

    @Test
    void refusesNetworksThatDoNotFit() {
        train();
        assertRefused("no trained network ships", "run", scenario, "--policy", "aset");
        assertRefused(
                "train one for this scenario", "run", "aset-dc-cloud", "--policy", "aset", "--network", network());
        assertRefused("--network is for --policy aset", "run", scenario, "--network", network());
        assertRefused("--network is for one topology", "reproduce", "aset", "--network", network());
        assertRefused("--topology must be one of", "train", "aset", "--topology", "moon");
        assertRefused("state must be one of", "train", "aset", "--state", "all");
        assertRefused("must be a saved training", "train", "aset", "--resume", network());
    }

    private void assertRefused(String message, Object... arguments) {
        Console console = Console.execute(arguments);
        assertEquals(2, console.exitCode);
        assertTrue(console.err.contains(message), console.err);
    }

    @Test
    void reproducesTheComparison() throws IOException {
        train();
        Path out = folder.resolve("out");
        Console run = Console.execute(
                "reproduce",
                "aset",
                "--topology",
                scenario,
                "--network",
                network(),
                "--network",
                network(),
                "--seeds",
                2,
                "--out",
                out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertTrue(run.out.contains("agent - best") && run.out.contains("aset-extended-2"), run.out);
        List<CsvTable.Row> rows = CsvTable.read(
                        out.resolve("comparison.csv"),
                        "load",
                        "served_percent",
                        "best_static_percent",
                        "difference_points",
                        "oracle_percent",
                        "upper-bound_percent")
                .rows();
        // Two agents and bid-price control, at five client rates and under two changing loads.
        assertEquals(3 * 7, rows.size());
        for (CsvTable.Row row : rows) {
            double agent = row.number("served_percent", 0, 100);
            double best = row.number("best_static_percent", 0, 100);
            assertEquals(agent - best, row.number("difference_points", -100, 100), 1e-9);
            assertTrue(best <= row.number("oracle_percent", 0, 100) + 1e-9);
        }
        String trace = Files.readString(out.resolve("queries.trace.json"));
        assertTrue(trace.contains("\"run\":2,") && trace.contains("\"policy\":\"aset-extended-2\""), "no second agent");
        for (String name : List.of("lambda", "changing", "timeline", "actions")) {
            assertTrue(Files.exists(out.resolve("small-" + name + ".png")), name);
        }
        Path same = folder.resolve("same");
        Console.elsewhere(() -> Console.execute(
                "reproduce",
                "aset",
                "--topology",
                scenario,
                "--network",
                network(),
                "--network",
                network(),
                "--seeds",
                2,
                "--out",
                same));
        for (String name : List.of("runs.csv", "comparison.csv", "actions.csv", "timeline.csv")) {
            assertEquals(-1, Files.mismatch(out.resolve(name), same.resolve(name)), name);
        }
    }
}
