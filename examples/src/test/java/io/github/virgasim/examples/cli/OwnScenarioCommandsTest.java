// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to a scenario of one's own: init, export, check. */
class OwnScenarioCommandsTest {
    @TempDir
    private Path folder;

    private Path init() {
        Path file = folder.resolve("mine.yaml");
        Console init = Console.execute("init", "mine", "--out", file);
        assertEquals(0, init.exitCode, init.err);
        return file;
    }

    @Test
    void theFirstScenarioHasNothingToComplainAboutAndRuns() throws IOException {
        Path file = init();
        Console check = Console.execute("check", file, "--strict");
        assertEquals(0, check.exitCode, check.err);
        assertEquals("", check.err);
        assertTrue(check.out.contains("mine: 3 sites, 3 workers, 2 classes"), check.out);
        Console run = Console.execute(
                "run", file, "--policy", "closest", "--seeds", 1, "--duration", 150, "--out", folder.resolve("out"));
        assertEquals(0, run.exitCode, run.err);
        assertEquals("", run.err);
    }

    /** What stands behind a # is right where it stands, with the values that are there. */
    @Test
    void keysThatAreLeftOutCanBeTakenIn() throws IOException {
        Path file = init();
        Pattern key = Pattern.compile("^( *)# ([a-z_]+: [^#]*)(#.*)?$");
        List<String> taken = Files.readAllLines(file).stream()
                .map(line -> Stream.of(
                                        "service_",
                                        "overhead",
                                        "catalog",
                                        "thread_percentage",
                                        "copies",
                                        "interference",
                                        "replicas")
                                .anyMatch(line::contains)
                        ? line
                        : key.matcher(line).replaceFirst("$1$2"))
                .toList();
        Files.write(file, taken);
        Console check = Console.execute("check", file);
        assertEquals(0, check.exitCode, check.err);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("#  - {", "  - {")
                        .replace("# disturbances:", "disturbances:")
                        .replace("    #  - name: big", "      - name: big")
                        .replace("    #    ", "        ")
                        .replace("# service: deterministic", "service: log-normal")
                        .replace("# service_cv", "service_cv")
                        .replace("# service_correlation_s", "service_correlation_s")
                        .replace("# overhead: deterministic", "overhead: log-normal")
                        .replace("# overhead_cv", "overhead_cv")
                        .replace("# overhead_correlation_s", "overhead_correlation_s")
                        .replace("sharing: exclusive", "sharing: mps")
                        .replace("# thread_percentage", "thread_percentage")
                        .replace("# interference", "interference")
                        .replace("# replicas", "replicas"));
        check = Console.execute("check", file);
        assertEquals(0, check.exitCode, check.err);
        assertTrue(check.out.contains("11 workers"), check.out);
    }

    /** A key that is new in the readers must be explained here too. */
    @Test
    void theSchemaStandsBesideItAndIsPrinted() throws IOException {
        Path file = init();
        Path schema = folder.resolve("scenario.schema.json");
        assertEquals(
                "# yaml-language-server: $schema=scenario.schema.json",
                Files.readAllLines(file).get(0));
        assertEquals(Files.readString(schema), Console.execute("schema").out);
        Files.writeString(schema, "mine");
        Path other = folder.resolve("other.yaml");
        assertEquals(0, Console.execute("init", "other", "--out", other).exitCode);
        assertEquals("mine", Files.readString(schema), "a file that is there stays");
        assertEquals(2, Console.execute("schema", "--out", schema).exitCode);
        Path elsewhere = folder.resolve("elsewhere.json");
        assertEquals(0, Console.execute("schema", "--out", elsewhere).exitCode);
        assertEquals(Console.execute("schema").out, Files.readString(elsewhere));
    }

    @Test
    void everyKeyOfServingIsThere() throws IOException {
        String template = InitCommand.template();
        String known = Console.execute("check", broken("serving:", "serving:\n  zzz: 1")).err;
        String keys = known.substring(known.indexOf("known keys are ") + 15).strip();
        for (String key : keys.split(", ")) {
            assertTrue(template.contains(key + ":"), key);
        }
        known = Console.execute("check", broken("        device: rtx-3090", "        device: rtx-3090\n        zzz: 1"))
                .err;
        for (String key :
                known.substring(known.indexOf("known keys are ") + 15).strip().split(", ")) {
            assertTrue(template.contains(key + ":"), key);
        }
    }

    private Path broken(String from, String to) throws IOException {
        String text = InitCommand.template();
        assertTrue(text.contains(from));
        return Files.writeString(
                folder.resolve("broken.yaml"), text.replace(from, to).replace("@name@", "broken"));
    }

    static List<String> scenarios() {
        return Scenarios.names();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anExportedScenarioIsTheBundledOne(String name) throws IOException {
        Path file = folder.resolve("copy.yaml");
        assertEquals(0, Console.execute("export", "scenario", name, "--out", file).exitCode);
        Console bundled = Console.execute("check", name);
        assertEquals(0, bundled.exitCode, bundled.err);
        assertEquals(bundled.out, Console.execute("check", file).out);
    }

    @Test
    void anExportedCatalogIsTheEmbeddedOne() {
        Path catalog = folder.resolve("catalog");
        assertEquals(0, Console.execute("export", "catalog", "--out", catalog).exitCode);
        ModelCatalog own = ModelCatalog.read(catalog);
        ModelCatalog embedded = ModelCatalog.embedded();
        assertEquals(
                embedded.variants().stream().map(Object::toString).collect(Collectors.joining("\n")),
                own.variants().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path file = init();
        Files.writeString(file, "mine");
        for (Console again : List.of(
                Console.execute("init", "mine", "--out", file),
                Console.execute("export", "scenario", "ecsrl", "--out", file),
                Console.execute("export", "catalog", "--out", file),
                Console.execute("export", "catalog", "--out", folder))) {
            assertEquals(2, again.exitCode);
            assertTrue(again.err.contains("is there already"), again.err);
        }
        assertEquals("mine", Files.readString(file));
        Console nowhere = Console.execute("init", "mine", "--out", folder.resolve("no/where.yaml"));
        assertEquals(2, nowhere.exitCode);
        assertTrue(nowhere.err.contains("its folder is not there"), nowhere.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", ".", "a: b", "*x", "a\"b", "a/b", "a\\b", " "})
    void namesThatAreNoFileNamesAreRefused(String name) {
        Console init = Console.execute("init", name, "--out", folder.resolve("some.yaml"));
        assertEquals(2, init.exitCode);
        assertTrue(init.err.contains("name of scenario"), init.err);
        assertFalse(Files.exists(folder.resolve("some.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine-2.b_c", "Straße 7", "1e3", "null", "true"})
    void otherNamesStandInTheScenario(String name) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        assertEquals(0, Console.execute("init", name, "--out", file).exitCode);
        assertEquals(name, Scenarios.read(file).name());
        Console tooLong = Console.execute("init", "x", "--out", folder.resolve("y".repeat(300)));
        assertEquals(2, tooLong.exitCode);
        assertTrue(tooLong.err.contains("cannot be written"), tooLong.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input_size: 0.4096", "deadline_ms: 100"})
    void aCheckSaysWhatCannotWork(String key) throws IOException {
        Path file = broken(key, key.replace("0.4096", "640").replace("100", "0.15"));
        Console check = Console.execute("check", file);
        assertEquals(0, check.exitCode);
        assertTrue(check.err.contains("class camera"), check.err);
        assertFalse(check.out.contains("Nothing to complain"), check.out);
        assertEquals(2, Console.execute("check", file, "--strict").exitCode);
    }

    @Test
    void unknownNamesAreRefused() {
        assertEquals(2, Console.execute("export", "scenario", "none", "--out", folder.resolve("a")).exitCode);
        assertEquals(2, Console.execute("export").exitCode);
        assertEquals(2, Console.execute("check", "none").exitCode);
        assertFalse(Files.exists(folder.resolve("a")));
    }
}
