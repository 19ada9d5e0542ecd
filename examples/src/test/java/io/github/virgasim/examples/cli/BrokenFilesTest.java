// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with one mistake each, as they meet a user: a message with the place, exit code 2, and nothing left behind. */
class BrokenFilesTest {
    @TempDir
    private Path folder;

    private Path scenario;

    @BeforeEach
    void writeValidFiles() throws IOException {
        scenario = SmallScenario.write(folder);
        Files.writeString(scenario, "catalog: catalog\n" + Files.readString(scenario));
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        for (String table : new String[] {"tasks", "devices", "models", "variants"}) {
            try (InputStream in = Datasets.open("catalog/" + table + ".csv")) {
                Files.copy(in, catalog.resolve(table + ".csv"));
            }
        }
    }

    private void assertRefused(String file, String where, String rule) {
        Path out = folder.resolve("out");
        Console run = Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--out", out);
        assertEquals(2, run.exitCode, run.err);
        for (String part : new String[] {file, where, rule}) {
            assertTrue(run.err.contains(part), part + " is not in: " + run.err);
        }
        assertFalse(run.err.contains("\tat "), run.err);
        assertEquals("", run.out);
        assertFalse(Files.exists(out), "an output folder is left");
    }

    private void edit(String file, String old, String changed) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(old), file + " holds no " + old);
        Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(old), changed));
    }

    @Test
    void theUnbrokenFilesRun() {
        Console run =
                Console.execute("run", scenario, "--policy", "closest", "--seeds", 1, "--out", folder.resolve("out"));
        assertEquals(0, run.exitCode, run.err);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            catalog/variants.csv | model,device           | model,devise             | column 'device'      | is missing
            catalog/variants.csv | yolov8n,jetson-nano,7  | yolov8n,jetson-nano,x7   | 'intercept_ms'       | must be a number
            catalog/variants.csv | yolov8n,jetson-nano,7  | yolov8n,jetson-nano,-7   | 'intercept_ms'       | at least 0
            catalog/variants.csv | yolov8n,jetson-nano,7.4904 | yolov8n,jetson-nano,NaN | 'intercept_ms'    | must be a finite number
            catalog/variants.csv | yolov8n,jetson-nano    | yolov8n,jetson-mano      | 'jetson-mano'        | must be one of
            catalog/variants.csv | yolov8s,jetson-nano    | yolov8n,jetson-nano      | yolov8n@jetson-nano  | must not appear twice
            catalog/models.csv   | yolov8n,object-detection,37.3 | yolov8n,object-detection,137.3 | 'accuracy' | at most 100
            catalog/models.csv   | yolov8n,object-detection | yolov8n,object-inspection | 'object-inspection' | must be one of
            catalog/models.csv   | yolov8s,               | yolov8n,                 | 'yolov8n'            | must not appear twice
            catalog/devices.csv  | jetson-nano,edge,2048  | jetson-nano,edge,-2048   | 'gpu_memory_mib'     | above 0
            catalog/devices.csv  | jetson-nano,edge       | jetson-nano,fog          | 'fog'                | must be one of
            catalog/tasks.csv    | Mpixel,0.4096          | Mpixel,0                 | 'reference_size'     | above 0
            catalog/tasks.csv    | Mpixel,0.4096,         | Mpixel,0.4096,extra,     | line 5               | cells
            small.yaml           | to: dc                 | to: bs                   | 'sites[1]'           | leads to itself
            small.yaml           | to: dc                 | to: cd                   | 'sites[1].uplink.to' | must be one of: bs, dc
            small.yaml           | name: bs               | name: dc                 | 'sites[1].name'      | must not appear twice
            small.yaml           | device: xavier-nx      | device: xaver-nx         | 'xaver-nx'           | must be one of
            small.yaml           | models: [yolov8n]      | models: [resnet-51]      | 'resnet-51'          | must be one of
            small.yaml           | delay_ms: 10           | delay_ms: ten            | uplink.delay_ms      | must be a number
            small.yaml           | bandwidth_mbps: 1000   | bandwidth_mbps: 0        | bandwidth_mbps       | above 0
            small.yaml           | deadline_ms: 60        | deadline_ms: .nan        | deadline_ms          | must be a
            small.yaml           | min_accuracy: 37       | min_acuracy: 37          | min_acuracy          | is unknown here
            small.yaml           | rate_qps: 20           | rate_qps: -20            | rate_qps             | above 0
            small.yaml           | warmup_s: 10           | warmup_s: 40             | warmup_s             | must be below
            small.yaml           | lambda_per_min: 60     | lambda_per_hour: 60      | lambda_per_hour      | is unknown here
            small.yaml           | catalog: catalog       | catalog: catalogue       | catalogue            | no such file
            """)
    void refusesOneMistake(String file, String old, String changed, String where, String rule) throws IOException {
        edit(file, old, changed);
        assertRefused(Path.of(file).getFileName().toString(), where, rule);
    }

    @ParameterizedTest
    @CsvSource({
        "catalog/variants.csv, variants.csv, is empty",
        "catalog/tasks.csv, tasks.csv, is empty",
        "small.yaml, small.yaml, is empty"
    })
    void refusesEmptyFiles(String file, String where, String rule) throws IOException {
        Files.writeString(folder.resolve(file), "");
        assertRefused(where, where, rule);
    }

    @ParameterizedTest
    @CsvSource({"device: rtx, 0", "request_kb, 0", "lambda_per_min: 60, 18", "models: [yolov8n, 0"})
    void refusesTruncatedFiles(String after, int further) throws IOException {
        String text = Files.readString(scenario);
        int cut = text.indexOf(after.split(",")[0]) + after.split(",")[0].length() + further;
        Files.writeString(scenario, text.substring(0, cut));
        assertRefused("small.yaml", "small.yaml, line ", "");
    }
}
