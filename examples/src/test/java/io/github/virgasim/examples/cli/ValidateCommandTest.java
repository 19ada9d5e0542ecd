// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        var rows = CsvTable.read(first.resolve("errors.csv"), "quantity", "predicted", "part")
                .rows();
        var others = CsvTable.read(second.resolve("errors.csv"), "source", "predicted", "part")
                .rows();
        assertEquals(rows.size(), others.size());
        for (int i = 0; i < rows.size(); i++) {
            // In its own recording each load is predicted from the others, which a calibration no longer tells apart.
            if (!rows.get(i).text("quantity").startsWith("warm load")) {
                assertEquals(predicted(rows.get(i)), predicted(others.get(i)));
            }
            String part = others.get(i).text("source").equals("demo") ? "same" : "apart";
            assertEquals(part, others.get(i).text("part"));
        }
        assertTrue(given.out.contains("demo: The calibration was made from the same h100-testbed/"), given.out);
        // Of what was measured for many models, the terminal shows how much there is.
        assertTrue(calibrate.out.lines().anyMatch(line -> line.startsWith("time/... ")), calibrate.out);
        Files.writeString(file, Files.readString(file).replaceFirst(",byte,", ",kB,"));
        refused("calibration.csv, line ", "validate", "demo", "--calibration", file, "--report", second);
    }

    /** Returns a prediction, empty where the model says nothing. */
    private static String predicted(CsvTable.Row row) {
        return row.has("predicted") ? row.text("predicted") : "";
    }

    /** Two kinds of measurements in folders side by side, one of them by the name of its source. */
    @Test
    void allFoldersAreValidatedInOneTableTheSameFromRunToRun() throws IOException {
        Path nos = Files.createDirectories(folder.resolve("data/nos_gpu_sharing"));
        Files.writeString(
                nos.resolve("any.csv"), "technology,pods,avg_inference_s\nMPS,1,0.1\nMPS,3,0.18\nMPS,5,0.25\n");
        Path containers = Files.createDirectories(folder.resolve("data/tapfinger-containers"));
        Files.writeString(
                containers.resolve("container_runs.csv"),
                "scheduler,task,cluster,cpu,gpu,run_s\none,lm,0,4,1,100\ntwo,lm,0,4,1,110\n");
        for (String run : new String[] {"first", "second"}) {
            Console console = Console.execute(
                    "validate", "--all", "--data", folder.resolve("data"), "--report", folder.resolve(run));
            assertEquals(0, console.exitCode, console.err);
        }
        String errors = Files.readString(folder.resolve("first/errors.csv"));
        assertEquals(errors, Files.readString(folder.resolve("second/errors.csv")));
        for (String source : new String[] {"demo", "nos", "tapfinger-containers"}) {
            assertTrue(errors.contains("\n" + source + ","), source);
            for (String figure : new String[] {"-predicted.png", "-distribution.svg"}) {
                byte[] first = Files.readAllBytes(folder.resolve("first/" + source + figure));
                assertArrayEquals(first, Files.readAllBytes(folder.resolve("second/" + source + figure)));
            }
        }
        assertTrue(Files.exists(folder.resolve("first/demo-load.png")));
    }

    /** Both serve no scenario that could have warnings. */
    @Test
    void strictIsRefused() {
        for (String command : List.of("validate", "calibrate")) {
            Console run = Console.execute(command, "demo", "--strict");
            assertEquals(2, run.exitCode);
            assertTrue(run.err.contains("Unknown option: '--strict'"), run.err);
        }
    }

    @Test
    void tablesWithoutRowsSayNothing() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("a.csv"), "technology,pods,avg_inference_s\n");
        for (String command : List.of("validate", "calibrate")) {
            Path out = folder.resolve(command);
            Console run = Console.execute(
                    command, "nos", "--data", data, command.equals("validate") ? "--report" : "--out", out);
            assertEquals(2, run.exitCode);
            assertTrue(run.err.contains(data + ": must have a "), run.err);
            assertTrue(Files.notExists(out));
        }
    }

    @Test
    void aCalibrationIsATableOfACatalogue() throws IOException {
        Path calibrated = folder.resolve("calibrated");
        Console calibrate = Console.execute("calibrate", "demo", "--device", "a100", "--out", calibrated);
        assertEquals(0, calibrate.exitCode, calibrate.err);
        String provenance = Files.readString(calibrated.resolve("provenance.yaml"));
        assertTrue(provenance.contains("virga:h100-testbed/2026-11-26/isolated.csv"), provenance);
        assertTrue(provenance.contains("calibrate demo --device a100"), provenance);

        StringBuilder models = new StringBuilder("model,task,accuracy,parameters_m,source\n");
        StringBuilder variants = new StringBuilder("model,device,intercept_ms,slope_ms_per_unit,overhead_ms,"
                + "max_throughput_qps,gpu_memory_mib,max_batch,replicas,source\n");
        CsvTable times = CsvTable.read(calibrated.resolve("times.csv"), "model", "batch", "time_ms");
        times.rows().stream().map(row -> row.text("model")).distinct().forEach(model -> {
            models.append(model).append(",image-classification,50,1,made up\n");
            variants.append(model).append(",a100,1,1,0,1,100,32,1,made up\n");
        });
        Path extension = Files.createDirectory(folder.resolve("mine"));
        Files.copy(calibrated.resolve("times.csv"), extension.resolve("times.csv"));
        Files.writeString(extension.resolve("models.csv"), models);
        Files.writeString(extension.resolve("variants.csv"), variants);
        ModelCatalog catalog = ModelCatalog.embedded().extendedBy(extension);
        for (CsvTable.Row row : times.rows()) {
            BatchTimes known = catalog.variant(row.text("model"), "a100").times();
            int batch = row.integer("batch", 1);
            assertEquals(row.number("time_ms", 0, 1e6) / 1e3, known.seconds(batch), 1e-12);
            assertEquals(
                    (row.number("copy_ms", 0, 1e6) + batch * row.number("copy_ms_per_query", 0, 1e6)) / 1e3,
                    known.copySeconds(batch),
                    1e-12);
        }
        assertTrue(times.rows().size() > 50);
    }

    @Test
    void whatCannotWorkIsRefused() {
        refused("is for the sources testbed and demo", "calibrate", "gavel", "--device", "a100", "--data", folder);

        refused("either SOURCE or option '--all'", "validate");
        refused("either SOURCE or option '--all'", "validate", "demo", "--all");
        refused("must be given with '--data'", "validate", "--all");
        refused("must have a folder of some kind", "validate", "--all", "--data", folder);
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
