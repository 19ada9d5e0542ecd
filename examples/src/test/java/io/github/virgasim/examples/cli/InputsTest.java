// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A provenance lists every file that a command has read, by its path as it was given. */
class InputsTest {
    private static final List<String> FILES = List.of(
            "small.yaml",
            "catalog/tasks.csv",
            "catalog/devices.csv",
            "catalog/models.csv",
            "catalog/variants.csv",
            "more/times.csv",
            "slopes.csv",
            "traces/clients.csv",
            "traces/gaps.csv");

    @TempDir
    private Path folder;

    private Path scenario;

    @BeforeEach
    void writeFiles() throws IOException {
        scenario = SmallScenario.write(folder, "{arrivals: trace, file: traces/clients.csv}");
        Files.writeString(
                scenario,
                "catalog: catalog\ncatalog_extension: more\n"
                        + Files.readString(scenario)
                                .replace(
                                        "models: [yolov8n]}",
                                        "models: [yolov8n], sharing: mps, interference: {kind: linear, file: slopes.csv}}")
                                .replace(
                                        "queries: periodic\n    rate_qps: 20",
                                        "queries: trace\n    queries_file: traces/gaps.csv"));
        Files.writeString(folder.resolve("slopes.csv"), "mode,model,slope,source\nmps,*,0.5,guess\n");
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/times.csv"), "model,device,batch,time_ms\nyolov8n,xavier-nx,1,12\n");
        Files.createDirectory(folder.resolve("traces"));
        Files.writeString(
                folder.resolve("traces/clients.csv"),
                "time_s,class,site,lifetime_s\n0,camera,bs-1,30\n5,camera,bs-2,30\n");
        Files.writeString(folder.resolve("traces/gaps.csv"), "gap_s\n0.05\n0.1\n");
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        for (String table : List.of("tasks.csv", "devices.csv", "models.csv", "variants.csv")) {
            try (InputStream in = Datasets.open("catalog/" + table)) {
                Files.copy(in, catalog.resolve(table));
            }
        }
    }

    private Map<String, Object> provenance(Object... arguments) throws IOException {
        Path out = folder.resolve("out");
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", out));
        Console run = Console.execute(all.toArray());
        assertEquals(0, run.exitCode, run.err);
        return new Yaml().load(Files.readString(out.resolve("provenance.yaml")));
    }

    private void assertAllListed(Path base) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String file : FILES) {
            expected.put(base.resolve(file).toString(), Provenance.sha256(folder.resolve(file)));
        }
        try (InputStream errors = Datasets.open(Passport.ERRORS)) {
            expected.put("virga:" + Passport.ERRORS, Provenance.sha256(errors.readAllBytes()));
        }
        Map<String, Object> provenance =
                provenance("run", base.resolve("small.yaml"), "--policy", "closest", "--seeds", 1);
        assertEquals(expected, provenance.get("input_sha256"));
        assertEquals(
                "virga run " + base.resolve("small.yaml") + " --policy closest --seed 1 --seeds 1",
                provenance.get("command"));
    }

    @Test
    void filesThatAScenarioNames() throws IOException {
        assertAllListed(folder);
    }

    @Test
    void relativePathsStayRelative() throws IOException {
        assertAllListed(Path.of("").toAbsolutePath().relativize(folder));
    }

    @Test
    void whatShipsIsTakenForNoFile() throws IOException {
        Map<?, ?> inputs =
                (Map<?, ?>) provenance("run", "aset-full-edge", "--policy", "aset", "--duration", 601, "--seeds", 1)
                        .get("input_sha256");
        assertEquals(
                List.of(
                        "virga:scenarios/aset-full-edge.yaml",
                        "virga:networks/aset-full-edge-aset-priced.txt",
                        "virga:" + Passport.ERRORS),
                List.copyOf(inputs.keySet()));
    }

    @Test
    void hashesAreThoseOfWhatWasRead() throws IOException {
        Map<?, ?> before = (Map<?, ?>)
                provenance("run", scenario, "--policy", "closest", "--seeds", 1).get("input_sha256");
        Files.writeString(folder.resolve("slopes.csv"), "mode,model,slope,source\nmps,*,0.6,guess\n");
        Map<?, ?> after = (Map<?, ?>)
                provenance("run", scenario, "--policy", "closest", "--seeds", 1).get("input_sha256");
        String slopes = folder.resolve("slopes.csv").toString();
        assertFalse(before.get(slopes).equals(after.get(slopes)));
    }

    @Test
    void commandsCanBeTypedAgain() {
        assertEquals("a/b-1.yaml", CommandText.word(Path.of("a/b-1.yaml")));
        assertEquals("größe.yaml", CommandText.word("größe.yaml"));
        assertEquals("'my file.yaml'", CommandText.word("my file.yaml"));
        assertEquals("'it'\\''s $HOME'", CommandText.word("it's $HOME"));
        assertEquals("$'two\\u000alines\\'\\\\'", CommandText.word("two\nlines'\\"));
        assertEquals("''", CommandText.word(""));
    }
}
