// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is said on the standard error and in the provenance, and is an error for those who want it so. */
class ScenarioWarningsTest {
    private static final String PIXELS =
            "class camera, all 2 sites: no candidate: input_size 409600; the largest in time is"
                    + " 19.96 Mpixel (pixels?)";

    @TempDir
    private Path folder;

    private Path edited(String find, String with) throws IOException {
        Path file = SmallScenario.write(folder);
        String text = Files.readString(file);
        assertTrue(text.contains(find), find);
        return Files.writeString(file, text.replace(find, with));
    }

    @Test
    void warningsGoToTheStandardErrorAndTheProvenance() throws IOException {
        Path out = folder.resolve("out");
        Path scenario = edited("input_size: 0.4096", "input_size: 409600");
        Console run = Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--out", out);
        assertEquals(0, run.exitCode, run.err);
        assertTrue(run.err.startsWith("virga: warning: " + PIXELS + "\n"), run.err);
        YamlNode warnings = YamlNode.read(out.resolve("provenance.yaml")).get("warnings");
        assertEquals(
                List.of(PIXELS), warnings.items().stream().map(YamlNode::text).toList());
        assertEquals(
                List.of("class,site,candidates", "camera,bs-1,0", "camera,bs-2,0"),
                Files.readAllLines(out.resolve("candidates.csv")));
    }

    @Test
    void aScenarioWithoutFaultIsNotWarnedOf() throws IOException {
        Path out = folder.resolve("out");
        Path scenario = SmallScenario.write(folder);
        Console run = Console.execute("run", scenario, "--strict", "--policy", "closest", "--seeds", 1, "--out", out);
        assertEquals(0, run.exitCode, run.err);
        assertFalse(run.err.contains("warning"), run.err);
        assertTrue(Files.readString(out.resolve("provenance.yaml")).contains("warnings: []\n"));
        assertEquals(
                List.of("class,site,candidates", "camera,bs-1,3", "camera,bs-2,3"),
                Files.readAllLines(out.resolve("candidates.csv")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run SCENARIO --policy closest --seeds 1           | input_size: 0.4096 | input_size: 409600  | input_size 409600
            run SCENARIO --policy closest --seeds 1           | deadline_ms: 60    | deadline_ms: 0.15   | deadline_ms 0.15
            run SCENARIO --policy closest --seeds 1           | min_accuracy: 37   | min_accuracy: 99    | min_accuracy 99
            run SCENARIO --policy closest --seeds 1           | task: object-detection | task: image-classification | task image-classification
            run SCENARIO --policy closest --seeds 1           | share: 1           | share: 0.8          | share sum of 0.8
            run SCENARIO --seeds 1 --duration 10.1            | lambda_per_min: 60 | lambda_per_min: 0.001 | duration_s 10.1
            train aset --topology SCENARIO --episodes 1       | deadline_ms: 60    | deadline_ms: 0.15   | deadline_ms 0.15
            reproduce aset --topology SCENARIO --seeds 1 --network NETWORK | deadline_ms: 60 | deadline_ms: 0.15 | deadline_ms 0.15
            """)
    void strictUsersGetAnErrorAndNothingIsWritten(String command, String find, String with, String warning)
            throws IOException {
        Path scenario = edited(find, with);
        if (command.contains("NETWORK")) {
            Path trained = folder.resolve("trained");
            Console training = Console.execute(
                    "train",
                    "aset",
                    "--topology",
                    scenario,
                    "--state",
                    "aset-published",
                    "--episodes",
                    1,
                    "--episode-length",
                    30,
                    "--selection-runs",
                    1,
                    "--out",
                    trained);
            assertEquals(0, training.exitCode, training.err);
            Files.move(trained.resolve("network.txt"), folder.resolve("network.txt"));
        }
        Path out = folder.resolve("out");
        String line = command.replace("SCENARIO", scenario.toString())
                        .replace("NETWORK", folder.resolve("network.txt").toString())
                + " --strict --out " + out;
        Console run = Console.execute((Object[]) line.split(" "));
        assertEquals(2, run.exitCode, run.err);
        assertTrue(run.err.contains(warning), run.err);
        assertTrue(run.err.contains("with --strict, a scenario must be free of warnings; found 1"), run.err);
        assertEquals("", run.out);
        assertFalse(Files.exists(out), "an output folder is left");
    }

    @Test
    void everyBundledScenarioIsFreeOfWarningsUnderStrictCommands() {
        Path out = folder.resolve("out");
        for (String[] command : new String[][] {
            {"run", "aset-full-edge", "--policy", "closest", "--seeds", "1", "--duration", "601"},
            {"run", "ecsrl", "--policy", "closest", "--seeds", "1", "--duration", "21"},
            {"run", "aset-full-edge-isp", "--policy", "closest", "--seeds", "1", "--duration", "361"}
        }) {
            Object[] all = java.util.Arrays.copyOf(command, command.length + 3, Object[].class);
            all[command.length] = "--strict";
            all[command.length + 1] = "--out";
            all[command.length + 2] = out;
            Console run = Console.execute(all);
            assertEquals(0, run.exitCode, run.err);
        }
    }
}
