// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.PairedDifferences;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class RunCommandTest {
    @TempDir
    private Path folder;

    private Path scenario;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        scenario = SmallScenario.write(folder);
        out = folder.resolve("out");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<CsvTable.Row> rows(Path file) {
        return CsvTable.read(file, "policy", "seed", "offered", "served", "late", "rejected", "upper-bound_percent")
                .rows();
    }

    @Test
    void leavesNoFiguresIfNoneAreWanted() throws IOException {
        Console run =
                Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--no-figures", "--out", out);
        assertEquals("", run.err);
        assertTrue(run.out.contains("Tables are in "), run.out);
        assertEquals(
                List.of(),
                names(out).stream().filter(name -> name.contains("figure")).toList());
        assertTrue(Files.exists(out.resolve("summary.csv")));
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("--no-figures"));
    }

    @Test
    void leavesTablesAndTheFourPanels() throws IOException {
        Console run = Console.execute("run", scenario, "--seeds", 2, "--out", out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertEquals(
                List.of(
                        "candidates.csv",
                        "classes.csv",
                        "differences.csv",
                        "energy.csv",
                        "figure6.png",
                        "figure6.svg",
                        "figure6a.png",
                        "figure6a.svg",
                        "figure6b.png",
                        "figure6b.svg",
                        "figure6c.png",
                        "figure6c.svg",
                        "figure6d.png",
                        "figure6d.svg",
                        "lambda.csv",
                        "latency.csv",
                        "passport.csv",
                        "passport.md",
                        "provenance.yaml",
                        "queries.trace.json",
                        "report.html",
                        "summary.csv",
                        "timeline.csv"),
                names(out));
        assertEquals(List.of("out", "small.yaml"), names(folder));
        StaticPolicies.names().forEach(policy -> assertTrue(run.out.contains(policy + " "), policy));
        assertTrue(run.out.contains("upper-bound"));
        assertTrue(run.out.contains(" ± "));

        int runs = 2 * StaticPolicies.names().size();
        assertEquals(runs, rows(out.resolve("summary.csv")).size());
        assertEquals(5 * runs, rows(out.resolve("lambda.csv")).size());
        for (CsvTable.Row row : rows(out.resolve("summary.csv"))) {
            double offered = row.number("offered", 1, 1e9);
            double sum = row.number("served", 0, 1e9) + row.number("late", 0, 1e9) + row.number("rejected", 0, 1e9);
            assertEquals(offered, sum);
            assertTrue(row.number("upper-bound_percent", 0, 100) > 0);
        }
    }

    @Test
    void tenSeedsAreCompared() {
        Console run = Console.execute("run", scenario, "--out", out);
        assertEquals("", run.err);
        int policies = StaticPolicies.names().size();
        List<CsvTable.Row> summary = rows(out.resolve("summary.csv"));
        assertEquals(10 * policies, summary.size());
        assertEquals(5 * 3 * policies, rows(out.resolve("lambda.csv")).size());
        assertTrue(run.out.contains("lambda.csv are of the first 3 of the 10 seeds"), run.out);

        Map<String, double[]> served = new LinkedHashMap<>();
        for (String policy : StaticPolicies.names()) {
            served.put(
                    policy,
                    summary.stream()
                            .filter(row -> row.text("policy").equals(policy))
                            .mapToDouble(row -> 100 * row.number("served", 0, 1e9) / row.number("offered", 1, 1e9))
                            .toArray());
        }
        PairedDifferences expected = PairedDifferences.of(served, true);
        assertTrue(run.out.contains("Differences to " + expected.best() + ","), run.out);
        List<CsvTable.Row> differences = CsvTable.read(
                        out.resolve("differences.csv"), "policy", "best_policy", "runs", "served_difference_points")
                .rows();
        assertEquals(policies - 1, differences.size());
        for (CsvTable.Row row : differences) {
            assertEquals(expected.best(), row.text("best_policy"));
            assertEquals(10, row.integer("runs", 1));
            ConfidenceInterval difference = expected.differences().get(row.text("policy"));
            assertEquals(difference.mean(), row.number("served_difference_points", -100, 100), 1e-9);
            assertEquals(difference.halfWidth(), row.number("served_difference_halfwidth_points", 0, 100), 1e-9);
            double sum = row.number("served_difference_points", -100, 100)
                    + row.number("late_difference_points", -100, 100)
                    + row.number("rejected_difference_points", -100, 100);
            assertEquals(0, sum, 1e-9);
        }
    }

    @Test
    void sweepsUnderAsManySeedsAsAreAskedFor() throws IOException {
        Console.execute("run", scenario, "--seeds", 3, "--sweep-seeds", 2, "--out", out);
        int policies = StaticPolicies.names().size();
        assertEquals(3 * policies, rows(out.resolve("summary.csv")).size());
        List<CsvTable.Row> rates = rows(out.resolve("lambda.csv"));
        assertEquals(5 * 2 * policies, rates.size());
        assertTrue(rates.stream().noneMatch(row -> row.text("seed").equals("3")));
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("--seeds 3 --sweep-seeds 2"));
        for (List<Object> bad : List.<List<Object>>of(
                List.of("--sweep-seeds", 4),
                List.of("--sweep-seeds", 0),
                List.of("--sweep-seeds", 1, "--policy", "closest"))) {
            List<Object> arguments =
                    new ArrayList<>(List.of("run", scenario, "--seeds", 3, "--out", folder.resolve("bad")));
            arguments.addAll(bad);
            Console refused = Console.execute(arguments.toArray());
            assertEquals(2, refused.exitCode);
            assertTrue(refused.err.contains("--sweep-seeds "), refused.err);
        }
    }

    @Test
    void theProvenanceTellsAllAndTheTablesAreTablesAlone() throws IOException {
        Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--lambda", 30, "--out", out);
        Map<String, Object> provenance = new Yaml().load(Files.readString(out.resolve("provenance.yaml")));
        assertEquals(
                "virga run " + scenario + " --policy closest --seed 1 --seeds 1 --lambda 30",
                provenance.get("command"));
        assertEquals("30", ((Map<?, ?>) provenance.get("parameters")).get("lambda_per_min"));
        Map<?, ?> inputs = (Map<?, ?>) provenance.get("input_sha256");
        assertEquals(Set.of(scenario.toString(), "virga:" + Passport.ERRORS), inputs.keySet());
        assertEquals(Provenance.sha256(scenario), inputs.get(scenario.toString()));
        Map<String, String> outputs = new TreeMap<>();
        for (String name : names(out)) {
            if (!name.equals("provenance.yaml")) {
                outputs.put(name, Provenance.sha256(out.resolve(name)));
            }
        }
        assertEquals(outputs, provenance.get("output_sha256"));
        for (String name : List.of("summary.csv", "classes.csv", "latency.csv", "timeline.csv", "energy.csv")) {
            assertTrue(Files.readString(out.resolve(name)).startsWith("policy,seed,"), name);
        }
        assertFalse(names(out).contains("figure6b.png"));
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        Path other = folder.resolve("other");
        assertEquals(0, Console.execute("run", scenario, "--seeds", 2, "--out", out).exitCode);
        Object[] again = {"run", scenario, "--seeds", 2, "--out", other};
        assertEquals(0, Console.elsewhere(() -> Console.execute(again)).exitCode);
        for (String name : names(out)) {
            assertEquals(-1, Files.mismatch(out.resolve(name), other.resolve(name)), name);
        }
        assertEquals(0, Console.execute("run", scenario, "--seeds", 2, "--seed", 7, "--out", other).exitCode);
        assertFalse(Files.mismatch(out.resolve("timeline.csv"), other.resolve("timeline.csv")) == -1);
    }

    @Test
    void energyAddsUpByWorkerDeviceAndSite() {
        Console.execute("run", scenario, "--policy", "closest", "--seeds", 2, "--out", out);
        List<CsvTable.Row> summary =
                CsvTable.read(out.resolve("summary.csv"), "seed", "energy_j").rows();
        List<CsvTable.Row> energy = CsvTable.read(out.resolve("energy.csv"), "seed", "level", "name", "energy_j")
                .rows();
        for (CsvTable.Row run : summary) {
            for (String level : List.of("worker", "device", "site", "all")) {
                List<CsvTable.Row> rows = energy.stream()
                        .filter(row -> row.text("seed").equals(run.text("seed")))
                        .filter(row -> row.text("level").equals(level))
                        .toList();
                for (String column : List.of("energy_j", "energy_per_query_j")) {
                    double expected = run.number(column, 0, 1e9);
                    double sum = rows.stream()
                            .mapToDouble(row -> row.number(column, 0, 1e9))
                            .sum();
                    assertEquals(expected, sum, 1e-9 * expected, level + " " + column);
                }
            }
        }
    }

    @Test
    void thePolicyDoesNotChangeTheWorkload() {
        Console.execute("run", scenario, "--seeds", 2, "--out", out);
        List<CsvTable.Row> rows = rows(out.resolve("summary.csv"));
        for (String seed : List.of("1", "2")) {
            assertEquals(
                    1,
                    rows.stream()
                            .filter(row -> row.text("seed").equals(seed))
                            .map(row -> row.text("offered"))
                            .distinct()
                            .count());
        }
    }

    @Test
    void replayedClientsHaveNoPanelOfRates() throws IOException {
        Files.writeString(
                folder.resolve("clients.csv"), "time_s,class,site,lifetime_s\n0,camera,bs-1,30\n5,camera,bs-2,30\n");
        SmallScenario.write(folder, "{arrivals: trace, file: clients.csv}");
        Console run = Console.execute("run", scenario, "--seeds", 1, "--out", out);
        assertEquals("", run.err);
        assertTrue(names(out).contains("figure6.png"));
        assertFalse(names(out).contains("figure6b.png"));
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("clients.csv: "));
        Console changed = Console.execute("run", scenario, "--lambda", 30, "--out", out);
        assertEquals(2, changed.exitCode);
        assertTrue(changed.err.contains("replayed"));
    }

    @Test
    void replacesOwnResultsAndRefusesForeignFolders() throws IOException {
        assertEquals(0, run().exitCode);
        assertEquals(0, run().exitCode);
        Files.delete(out.resolve("provenance.yaml"));
        List<String> before = names(out);
        Console refused = run();
        assertEquals(2, refused.exitCode);
        assertTrue(refused.err.contains("did not make"), refused.err);
        assertEquals(before, names(out));
    }

    private Console run() {
        return Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--out", out);
    }

    @Test
    void runsBundledScenarios() {
        double duration = Scenarios.named("aset-full-edge").settings().warmup() + 1;
        Console run = Console.execute(
                "run", "aset-full-edge", "--policy", "random", "--seeds", 1, "--duration", duration, "--out", out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
    }
}
