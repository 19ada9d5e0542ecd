// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.experiment.Papers;
import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapFingerCommandsTest {
    /** One with assumed and one with measured durations: the same again takes as long again. */
    private static final List<String> AGAIN = List.of("short-long", "container");

    private static final double ANY = Double.MAX_VALUE;

    @TempDir
    private Path folder;

    private Path out(String name, Object... arguments) {
        Path out = folder.resolve(name);
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", out));
        Console console = Console.execute(all.toArray());
        assertEquals("", console.err);
        assertEquals(0, console.exitCode);
        for (String scheduler : List.of("min", "optimus-axes-fixed")) {
            assertTrue(console.out.contains(scheduler), console.out);
        }
        return out;
    }

    private void assertRefused(String message, Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", folder.resolve("out")));
        Console console = Console.execute(all.toArray());
        assertEquals(2, console.exitCode, console.err);
        assertTrue(console.err.contains(message), console.err);
        assertFalse(console.err.contains("\tat "), console.err);
        assertEquals("", console.out);
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".csv")));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertEqualFiles(Path first, Path second) throws IOException {
        assertEquals(names(first), names(second));
        for (String name : names(first)) {
            assertEquals(-1, Files.mismatch(first.resolve(name), second.resolve(name)), name);
        }
    }

    /** Curves and durations for every allocation that a task may have; more units make tasks faster. */
    private Path durations() throws IOException {
        StringBuilder text = new StringBuilder("source,task,cpu,gpu,duration_s,a,b\n");
        for (String task : List.of("mnist", "lm", "audio")) {
            for (int cpu = 1; cpu <= 16; cpu++) {
                for (int gpu = 1; gpu <= 8; gpu++) {
                    String curve = task.equals("audio") ? "," : 0.2 + 0.05 * gpu + ",0.5";
                    text.append(String.format(Locale.ROOT, "bare,%s,%d,%d,20,%s%n", task, cpu, gpu, curve));
                    text.append(String.format(Locale.ROOT, "container,%s,%d,%d,%d,,%n", task, cpu, gpu, 100 - 5 * gpu));
                }
            }
        }
        return Files.writeString(folder.resolve("durations.csv"), text);
    }

    private Path published() throws IOException {
        return Files.writeString(folder.resolve("published.csv"), """
                experiment,scheduler,mean_jct,median_jct,p95_jct,mean_accum,mean_cpu_frac,mean_gpu_frac
                multiple-gamma=1,Optimus,8,6,15,21,0.8,0.8
                multiple-gamma=1,TapFinger,4,4,9,11,0.5,0.4
                no_gnn,No-HAN,6,4,18,13,0.4,0.5
                no_gnn,TapFinger,5,4,9,11,0.5,0.4
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "synthetic, 192",
        "synthetic-6, 384",
        "hetero, 384",
        "multi-task, 192",
        "short-long, 192",
        "trace, 1000",
        "container, 200"
    })
    void runsScenarios(String name, int tasks) throws IOException {
        Object[] arguments = {"run", "tapfinger-" + name, "--seed", 7, "--seeds", 2};
        Path first = out("first", arguments);
        assertEquals(
                List.of(
                        "accumulation.csv",
                        "accumulation.png",
                        "accumulation.svg",
                        "completion-times.png",
                        "completion-times.svg",
                        "differences.csv",
                        "passport.csv",
                        "passport.md",
                        "provenance.yaml",
                        "report.html",
                        "runs.csv",
                        "summary.csv",
                        "use.csv",
                        "use.png",
                        "use.svg"),
                names(first));
        if (AGAIN.contains(name)) {
            assertEqualFiles(first, Console.elsewhere(() -> out("second", arguments)));
        }
        List<String> schedulers = Papers.experiments().get(0).lists().get("Schedulers of elastic tasks");
        List<CsvTable.Row> runs = CsvTable.read(
                        first.resolve("runs.csv"), "scheduler", "seed", "tasks", "timesteps", "accumulation_tasks")
                .rows();
        List<String> ran =
                runs.stream().map(row -> row.text("scheduler")).distinct().toList();
        assertEquals(2 * ran.size(), runs.size());
        // Networks ship for some scenarios only; what does not preempt is for containers.
        List<String> some = List.of("tapfinger", "tapfinger-independent", "no-han", "no-pointer", "vanilla");
        for (String scheduler : schedulers) {
            boolean isOfContainers = scheduler.endsWith("-non-preemptive");
            assertTrue(
                    isOfContainers
                            ? ran.contains(scheduler) == name.equals("container")
                            : ran.contains(scheduler) || some.contains(scheduler),
                    scheduler);
        }
        assertEquals(!name.equals("container"), ran.contains("tapfinger"));
        for (CsvTable.Row run : runs) {
            assertEquals(tasks, run.integer("tasks", 1));
            assertTrue(List.of(7, 8).contains(run.integer("seed", 1)));
        }
        assertTrue(Files.readString(first.resolve("provenance.yaml")).contains("seeds:\n- 7\n- 8\n"));
    }

    @Test
    void summaryAndAccumulationFollowFromTheRuns() throws IOException {
        Path out = folder.resolve("out");
        Console run = Console.execute(
                "run", "tapfinger-synthetic", "--scheduler", "min", "--seeds", 3, "--fidelity", "paper", "--out", out);
        assertEquals("", run.err);
        assertFalse(run.out.contains("tiresias"), run.out);
        List<CsvTable.Row> runs = CsvTable.read(
                        out.resolve("runs.csv"), "mean_jct", "p50_jct", "p95_jct", "timesteps", "accumulation_tasks")
                .rows();
        CsvTable.Row summary = CsvTable.read(
                        out.resolve("summary.csv"), "mean_jct", "mean_jct_halfwidth", "gpu_percent")
                .rows()
                .get(0);
        assertEquals(
                runs.stream()
                        .mapToDouble(row -> row.number("mean_jct", 1, ANY))
                        .average()
                        .orElseThrow(),
                summary.number("mean_jct", 1, ANY),
                1e-9);
        assertTrue(summary.number("mean_jct_halfwidth", 0, ANY) > 0);
        assertTrue(summary.number("gpu_percent", 0, 100) > 0);
        for (CsvTable.Row row : runs) {
            assertTrue(row.number("p50_jct", 1, ANY) < row.number("p95_jct", 1, ANY));
        }
        double alive =
                CsvTable.read(out.resolve("accumulation.csv"), "scheduler", "timestep", "alive_tasks").rows().stream()
                        .mapToDouble(row -> row.number("alive_tasks", 0, ANY))
                        .sum();
        double expected = runs.stream()
                .mapToDouble(row -> row.number("accumulation_tasks", 0, ANY) * row.integer("timesteps", 1) / 3)
                .sum();
        assertEquals(expected, alive, 1e-6);
        double used = CsvTable.read(out.resolve("use.csv"), "gpu_percent").rows().stream()
                .mapToDouble(row -> row.number("gpu_percent", 0, 100))
                .sum();
        double ofRuns = CsvTable.read(out.resolve("runs.csv"), "gpu_percent", "timesteps").rows().stream()
                .mapToDouble(row -> row.number("gpu_percent", 0, 100) * row.integer("timesteps", 1) / 3)
                .sum();
        assertEquals(ofRuns, used, 1e-3);
    }

    @ParameterizedTest
    @CsvSource({"tapfinger-trace, 1000", "tapfinger-container, 200"})
    void runsMeasuredTasksFromAFile(String scenario, int tasks) throws IOException {
        Path out = folder.resolve("out");
        Console run = Console.execute(
                "run",
                scenario,
                "--scheduler",
                "optimus-as-published",
                "--seeds",
                1,
                "--durations",
                durations(),
                "--out",
                out);
        assertEquals("", run.err);
        assertEquals(0, run.exitCode);
        assertEquals(
                tasks,
                CsvTable.read(out.resolve("runs.csv"), "tasks").rows().get(0).integer("tasks", 1));
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("durations.csv: "));
    }

    @Test
    void refusesRuns() throws IOException {
        assertRefused("shortest-remaining", "run", "tapfinger-synthetic", "--scheduler", "fastest");
        assertRefused("tapfinger-hetero, tapfinger-multi-task", "run", "tapfinger-moon");
        assertRefused("no such file", "run", "tapfinger-trace", "--durations", folder.resolve("missing.csv"));
        assertRefused("are missing", "run", "tapfinger-trace", "--durations", broken("source,task\nbare,lm\n"));
        assertRefused("--durations is for", "run", "tapfinger-hetero", "--durations", durations());
        assertRefused("--fidelity must be one of: paper, published", "run", "tapfinger-hetero", "--fidelity", "half");
        assertRefused("--seeds must be between", "run", "tapfinger-hetero", "--seeds", 0);
        assertRefused("--policy is not for", "run", "tapfinger-hetero", "--policy", "closest");
        assertRefused("--lambda is not for", "run", "tapfinger-hetero", "--lambda", 3);
        assertRefused("--scheduler is for", "run", "aset-full-edge", "--scheduler", "min");
    }

    private Path broken(String text) throws IOException {
        return Files.writeString(folder.resolve("broken.csv"), text);
    }

    @Test
    void comparesWithPublishedResults() throws IOException {
        Object[] arguments = {
            "reproduce",
            "tapfinger",
            "--baselines",
            "--experiment",
            "multiple-gamma=1",
            "--seeds",
            2,
            "--published",
            published()
        };
        Path first = out("first", arguments);
        assertEqualFiles(first, Console.elsewhere(() -> out("second", arguments)));
        assertFalse(Files.readString(first.resolve("results.csv")).contains(",tapfinger"), "baselines only");
        assertTrue(names(first).containsAll(List.of("completion-times.png", "completion-times.svg", "runs.csv")));
        List<CsvTable.Row> rows = CsvTable.read(
                        first.resolve("improvements.csv"), "baseline", "baseline_source", "shorter_percent")
                .rows();
        assertEquals(
                List.of(
                        "Optimus",
                        "Tiresias",
                        "Random",
                        "Min",
                        "optimus-as-published",
                        "optimus-axes-fixed",
                        "optimus",
                        "min"),
                rows.stream().map(row -> row.text("baseline")).toList());
        assertEquals(50, rows.get(0).number("shorter_percent", -ANY, 100));
        CsvTable.Row min = CsvTable.read(first.resolve("results.csv"), "scheduler", "mean_jct").rows().stream()
                .filter(row -> row.text("scheduler").equals("min"))
                .findAny()
                .orElseThrow();
        assertEquals(
                100 * (1 - 4 / min.number("mean_jct", 1, ANY)), rows.get(7).number("shorter_percent", -ANY, 100), 1e-9);
        String text = Files.readString(first.resolve("tapfinger.md"));
        assertTrue(text.contains("| TapFinger (published only) | / 4.00 |"), text);
        assertTrue(text.contains("| No-HAN (published only) | / 6.00 |"), text);
        assertTrue(text.contains("| multiple-gamma=1 | 50.0 | - |"), text);
    }

    /** Everything that the command compares with is shipped. */
    @Test
    void reproducesEveryFigure() throws IOException {
        Path out = out("out", "reproduce", "tapfinger", "--seeds", 1);
        assertEquals(
                List.of(
                        "synthetic",
                        "synthetic_6_agent",
                        "synthetic_6_agent_ar=3",
                        "synthetic_6_agent_ar=2",
                        "multiple-gamma=1",
                        "hetero_6_agent",
                        "SJF-test",
                        "trace_500",
                        "trace_1000",
                        "trace_2000",
                        "trace_4000",
                        "trace_6_agent_2000",
                        "trace_6_agent_4000",
                        "trace_6_agent_8000",
                        "container_version",
                        "trace_1000_paper",
                        "synthetic_lost",
                        "synthetic_6_agent_lost",
                        "multiple-gamma=1_lost",
                        "hetero_6_agent_lost",
                        "SJF-test_lost",
                        "trace_1000_lost"),
                CsvTable.read(out.resolve("runs.csv"), "experiment").rows().stream()
                        .map(row -> row.text("experiment"))
                        .distinct()
                        .toList());
        List<String> files = names(out);
        for (String figure : List.of("02", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14")) {
            for (String ending : List.of("csv", "png", "svg")) {
                assertTrue(files.contains(String.format(Locale.ROOT, "fig%s.%s", figure, ending)), files.toString());
            }
        }
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("tapfinger/published.csv: "));
        String passport = Files.readString(out.resolve("passport.md"));
        assertTrue(passport.contains("| tapfinger-containers | test | Optimus run time [s] |"), passport);
        assertTrue(files.containsAll(List.of("curves.csv", "curves.png", "curves.svg")), files.toString());
        String improvements = Files.readString(out.resolve("improvements.csv"));
        for (String experiment : List.of("container_version", "_paper", "_lost")) {
            assertFalse(improvements.contains(experiment), experiment);
        }
        CsvTable.Row tiresias =
                CsvTable.read(out.resolve("results.csv"), "experiment", "scheduler", "published_as").rows().stream()
                        .filter(row -> row.text("experiment").equals("container_version"))
                        .filter(row -> row.text("scheduler").equals("tiresias-non-preemptive"))
                        .findAny()
                        .orElseThrow();
        assertEquals("Tiresias", tiresias.text("published_as"));
        assertTrue(
                Files.readString(out.resolve("fig14.csv")).contains("No-pointer,published,12.0,0.5"),
                "a learned scheduler");
    }

    /** The numbers behind a figure are those of the runs and of the published results. */
    @Test
    void figuresShowTheRuns() throws IOException {
        Path out = out(
                "out",
                "reproduce",
                "tapfinger",
                "--experiment",
                "multiple-gamma=1",
                "--seeds",
                2,
                "--published",
                published());
        assertTrue(names(out).containsAll(List.of("fig02.png", "fig07.png", "fig11.png", "fig13.png")));
        assertFalse(names(out).contains("fig05.png"));
        List<CsvTable.Row> rows = CsvTable.read(out.resolve("fig11.csv"), "panel", "series", "source", "x", "y")
                .rows();
        List<CsvTable.Row> points = rows.stream()
                .filter(row -> row.text("source").equals("published"))
                .filter(row -> row.text("panel").endsWith("distribution of completion times"))
                .toList();
        assertEquals(
                List.of("Optimus", "Optimus", "TapFinger", "TapFinger"),
                points.stream().map(row -> row.text("series")).toList());
        assertEquals(6, points.get(0).number("x", 0, ANY));
        assertEquals(0.5, points.get(0).number("y", 0, 1));
        assertEquals(15, points.get(1).number("x", 0, ANY));
        double mean = CsvTable.read(out.resolve("runs.csv"), "scheduler", "mean_jct").rows().stream()
                .filter(row -> row.text("scheduler").equals("min"))
                .mapToDouble(row -> row.number("mean_jct", 1, ANY))
                .average()
                .orElseThrow();
        CsvTable.Row shown = rows.stream()
                .filter(row -> row.text("series").equals("mean JCT"))
                .filter(row -> row.text("x").equals("min"))
                .findAny()
                .orElseThrow();
        assertEquals(mean, shown.number("y", 1, ANY), 1e-9);
        List<Double> shares = rows.stream()
                .filter(row -> row.text("source").equals("virga"))
                .filter(row -> row.text("panel").endsWith("distribution of completion times"))
                .filter(row -> row.text("series").equals("min"))
                .map(row -> row.number("y", 0, 1))
                .toList();
        assertEquals(shares.stream().sorted().toList(), shares, "a distribution function rises");
        assertEquals(0, shares.get(0));
    }

    @Test
    void refusesReproductions() throws IOException {
        assertRefused("SJF-test", "reproduce", "tapfinger", "--experiment", "moon");
        assertRefused("no such file", "reproduce", "tapfinger", "--published", folder.resolve("missing.csv"));
        assertRefused("no such file", "reproduce", "tapfinger", "--durations", folder.resolve("missing.csv"));
        assertRefused("are missing", "reproduce", "tapfinger", "--published", broken("experiment,scheduler\nx,y\n"));
        Path twice = Files.writeString(
                folder.resolve("twice.csv"), Files.readString(published()).replace("No-HAN", "TapFinger"));
        assertRefused("must not appear twice", "reproduce", "tapfinger", "--published", twice);
        assertRefused("--seeds must be between", "reproduce", "tapfinger", "--seeds", 101);
        assertRefused("--decision-ms must be between", "reproduce", "tapfinger", "--decision-ms", -1);
    }
}
