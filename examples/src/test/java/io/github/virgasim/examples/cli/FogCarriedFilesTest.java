// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a scenario names go to iFogSim2's folder and back with it. */
class FogCarriedFilesTest {
    private static final String CLIENTS = "time_s,class,site,lifetime_s\n0,camera,bs,20\n5,camera,bs,10\n";

    @TempDir
    Path folder;

    private Path scenario;

    @BeforeEach
    void scenario() throws IOException {
        scenario = made("s", "clients: {arrivals: trace, file: data/o.csv}");
        Files.createDirectory(folder.resolve("s").resolve("data"));
        Files.writeString(folder.resolve("s").resolve("data").resolve("o.csv"), CLIENTS);
    }

    private Path made(String place, String clients) throws IOException {
        Files.createDirectories(folder.resolve(place));
        return Files.writeString(folder.resolve(place).resolve("o.yaml"), String.format(Locale.ROOT, """
                scenario: o
                sites:
                  - {name: dc, tier: data-center, workers: [{name: w, device: rtx-3090, models: [yolov8n]}]}
                  - {name: bs, tier: edge, client_weight: 1, uplink: {to: dc, delay_ms: 5, jitter_ms: 0, bandwidth_mbps: 100},
                     access: {delay_ms: 1, jitter_ms: 0, bandwidth_mbps: 100}}
                %s
                classes:
                  - {name: camera, task: object-detection, share: 1, queries: periodic, rate_qps: 10, input_size: 0.4,
                     request_kb: 60, response_kb: 2, deadline_ms: 500, min_accuracy: 0, mean_lifetime_s: 20}
                serving: {duration_s: 30, binding: query}
                """, clients));
    }

    private Path exported(Path from, String to) {
        Console done = Console.execute("export", "ifogsim", from, "--out", folder.resolve(to));
        assertEquals(0, done.exitCode, done.err);
        return folder.resolve(to).resolve("topology.json");
    }

    private Console imported(Path topology, String to) {
        return Console.execute("import", "ifogsim", topology, "--out", folder.resolve(to));
    }

    private void refused(Path topology, String to, String... said) throws IOException {
        List<Path> before = all();
        Console console = imported(topology, to);
        assertEquals(2, console.exitCode, console.out);
        for (String part : said) {
            assertTrue(console.err.contains(part), console.err + " must say " + part);
        }
        assertEquals(before, all());
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    /** The scenario that comes back runs from where it is, with the same results, and is exported as it was. */
    @Test
    void filesComeBackWithTheScenario() throws IOException {
        Path topology = Files.move(exported(scenario, "d"), folder.resolve("d").resolve("x.json"));
        Files.createDirectory(folder.resolve("e"));
        Console done = imported(topology, "e/y.yaml");
        assertEquals(0, done.exitCode, done.err);
        Path back = folder.resolve("e").resolve("y.yaml");
        Path clients = back.resolveSibling("data").resolve("o.csv");
        assertEquals("Wrote " + back + " and " + clients + System.lineSeparator(), done.out);
        assertEquals(CLIENTS, Files.readString(clients));
        String again = Files.readString(exported(back, "d2"));
        assertEquals(Files.readString(topology), again);
        assertTrue(again.contains("\"files\": {\"data/o.csv\": "), again);
        for (Path one : List.of(scenario, back)) {
            Path out = folder.resolve("r-" + one.getFileName());
            Console run = Console.execute("run", one, "--policy", "closest", "--out", out);
            assertEquals(0, run.exitCode, run.err);
        }
        assertEquals(
                Files.readString(folder.resolve("r-o.yaml").resolve("summary.csv")),
                Files.readString(folder.resolve("r-y.yaml").resolve("summary.csv")));
    }

    /** A file of the same name and other content is neither taken nor written over; one of the same content is taken. */
    @Test
    void otherFilesAreLeftAlone() throws IOException {
        Path topology = exported(scenario, "d");
        Files.createDirectories(folder.resolve("e").resolve("data"));
        Path other =
                Files.writeString(folder.resolve("e").resolve("data").resolve("o.csv"), CLIENTS + "6,camera,bs,1\n");
        refused(topology, "e/y.yaml", "'" + other + "' is there already");
        Files.writeString(other, CLIENTS);
        Console done = imported(topology, "e/y.yaml");
        assertEquals("Wrote " + folder.resolve("e").resolve("y.yaml") + System.lineSeparator(), done.out);
        assertEquals(0, imported(topology, "d/z.yaml").exitCode, "beside the topology");
        assertEquals(0, imported(topology, "s/z.yaml").exitCode, "beside the first scenario");
        Path alone = Files.createDirectory(folder.resolve("f")).resolve("topology.json");
        Files.copy(topology, alone);
        refused(
                alone,
                "e/w.yaml",
                alone + ": its scenario names 'data/o.csv'",
                "no file '" + alone.resolveSibling("data"));
        // Without the list of files, as before there was one.
        Files.writeString(topology, Files.readString(topology).replaceFirst("\"files\": \\{.*?}, ", ""));
        refused(
                topology,
                "e/w.yaml",
                topology + ": its scenario would read '" + other + "', which is not among the files");
        Files.writeString(
                alone,
                Files.readString(topology)
                        .replace("\"time_unit_s\"", "\"files\": {\"../s/o.yaml\": \"\"}, \"time_unit_s\""));
        refused(alone, "e/w.yaml", alone + ": ", "must name files beside the topology or below, was '../s/o.yaml'");
    }

    @Test
    void changesOfTheFilesAreTold() throws IOException {
        Path topology = exported(scenario, "d");
        Path clients = folder.resolve("d").resolve("data").resolve("o.csv");
        Files.writeString(clients, CLIENTS.replace("5,", "7,"));
        Files.createDirectory(folder.resolve("e"));
        Console done = imported(topology, "e/y.yaml");
        assertEquals(0, done.exitCode, done.err);
        assertTrue(
                done.out.contains("note: '" + clients + "' is not as it was exported; it is taken as it is"), done.out);
        assertFalse(Files.readString(topology).contains("7,"));
    }

    /** What stands elsewhere stays there, which export says. */
    @Test
    void filesElsewhereAreNotCopied() throws IOException {
        Path data = folder.resolve("s").resolve("data").resolve("o.csv");
        Path absolute = made(
                "a", "clients: {arrivals: trace, file: \"" + data.toString().replace("\\", "/") + "\"}");
        Console done = Console.execute("export", "ifogsim", absolute, "--out", folder.resolve("d"));
        assertTrue(done.out.contains("by absolute paths are not copied: " + data), done.out);
        Console back = imported(folder.resolve("d").resolve("topology.json"), "y.yaml");
        assertEquals(0, back.exitCode, back.err);
        assertTrue(back.out.contains("names '" + data + "' by its absolute path"), back.out);
        Path above = made("b", "clients: {arrivals: trace, file: ../s/data/o.csv}");
        done = Console.execute("export", "ifogsim", above, "--out", folder.resolve("d2"));
        assertTrue(done.out.contains("outside the scenario's folder are not copied"), done.out);
        refused(
                folder.resolve("d2").resolve("topology.json"),
                "a/y.yaml",
                "its scenario would read '",
                "../s/data/o.csv', which is not among");
    }

    /** Catalogues, measured slowdowns, gaps, recordings and their laws; and nothing else that lies in the folder they go to. */
    @ParameterizedTest
    @ValueSource(strings = {"all.yaml", "replay.yaml"})
    void allKindsOfFilesAreCarried(String name) throws IOException {
        Path topology = exported(Path.of("src/test/resources/fuzz/valid").resolve(name), "d");
        Path back = Files.createDirectory(folder.resolve("e")).resolve("y.yaml");
        Console done = imported(topology, "e/y.yaml");
        assertEquals(0, done.exitCode, done.err);
        assertTrue(done.out.contains(".csv"), done.out);
        assertEquals(Files.readString(topology), Files.readString(exported(back, "d2")));
        if (name.equals("all.yaml")) {
            Files.createDirectory(folder.resolve("f"));
            Files.writeString(folder.resolve("f").resolve("times.csv"), "model,device,batch,time_ms\n");
            refused(topology, "f/y.yaml", "would read '" + folder.resolve("f"), "times.csv', which is not among");
        }
    }

    /** What is relative goes along, and what is absolute stays, however the scenario itself or other files are named. */
    @ParameterizedTest
    @ValueSource(strings = {"catalog: '%s'", "catalog: '%s/'", "catalog_extension: '%s/'", "catalog: '%s//.'"})
    void absoluteFoldersStayAndRelativeFilesGoAlong(String key) throws IOException {
        Path own = Files.createDirectory(folder.resolve("own folder"));
        Path valid = Path.of("src/test/resources/fuzz/valid");
        List<String> beside = List.of("gaps.csv", "linear.csv", "counts.csv", "pairwise.csv");
        List<String> tables = List.of("tasks.csv", "devices.csv", "models.csv", "variants.csv");
        for (String each : Stream.concat(beside.stream(), tables.stream()).toList()) {
            Files.copy(valid.resolve(each), own.resolve(each));
        }
        boolean isMore = key.startsWith("catalog_extension");
        Path named = own;
        if (isMore) {
            named = Files.createDirectory(folder.resolve("more"));
            List<String> devices = Files.readAllLines(valid.resolve("devices.csv"));
            Files.write(named.resolve("devices.csv"), List.of(devices.get(1), "other" + devices.get(2)));
        }
        // The path of a file in a description is no name of a file.
        Path all = Files.writeString(
                own.resolve("s6.yaml"),
                Files.readString(valid.resolve("all.yaml"))
                        .replace("catalog: .", (isMore ? "catalog: .\n" : "") + String.format(Locale.ROOT, key, named))
                        .replace("description: ", "description: " + own.resolve("gaps.csv") + " "));
        Path relative = Path.of("").toAbsolutePath().relativize(all.toAbsolutePath());
        for (Path scenario : List.of(all, relative)) {
            Path out = folder.resolve("d" + (scenario.isAbsolute() ? "" : "-relative"));
            Console done = Console.execute("export", "ifogsim", scenario, "--out", out);
            assertEquals(0, done.exitCode, done.err);
            for (String each : beside) {
                assertEquals(Files.readString(valid.resolve(each)), Files.readString(out.resolve(each)));
                assertFalse(done.out.lines().anyMatch(line -> line.contains("not copied") && line.contains(each)));
            }
            assertTrue(done.out.contains("by absolute paths are not copied: " + folder), done.out);
            assertEquals(isMore, Files.exists(out.resolve("tasks.csv")));
            Path back = Files.createDirectory(out.resolve("back")).resolve("y.yaml");
            done = imported(out.resolve("topology.json"), back.toString());
            assertEquals(0, done.exitCode, done.err);
            assertTrue(done.out.contains("by its absolute path, and goes by what is there"), done.out);
            assertEquals(0, Console.execute("check", back).exitCode);
        }
    }

    /** A file that is named in both ways goes along for the relative one. */
    @Test
    void aFileNamedInBothWaysGoesAlong() throws IOException {
        Path own = folder.resolve("s").toAbsolutePath();
        Files.writeString(own.resolve("g.csv"), "gap_s\n0.1\n0.2\n");
        String text = Files.readString(scenario);
        String trace = "queries: trace, queries_file: '%s', ";
        String first = text.replace(
                "queries: periodic, rate_qps: 10, ", String.format(Locale.ROOT, trace, own.resolve("g.csv")));
        String second = first.substring(first.indexOf("  - {name: camera"), first.indexOf("serving:"))
                .replace("name: camera", "name: second")
                .replace(own.resolve("g.csv").toString(), "g.csv");
        Files.writeString(scenario, first.replace("serving:", second + "serving:"));
        Path topology = exported(scenario.toAbsolutePath(), "d");
        assertTrue(Files.exists(topology.resolveSibling("g.csv")));
        Files.createDirectory(folder.resolve("e"));
        Console done = imported(topology, "e/y.yaml");
        assertEquals(0, done.exitCode, done.err);
    }

    /** Users' positions get names that no other file has, and columns that a user means something else by are left alone. */
    @Test
    void positionsOfUsersAreInNobodysWay() throws IOException {
        Path clients = folder.resolve("s").resolve("cv.csv");
        Files.writeString(scenario, Files.readString(scenario).replace("data/o.csv", "cv.csv"));
        String head = "time_s,class,site,lifetime_s,user,positions\n";
        Files.writeString(
                clients, head + "0,camera,bs,20,cv,0 50 8\n1,camera,bs,10,CV,1 50 8\n2,camera,bs,10,me,2 50 8\n");
        Console done = Console.execute("export", "ifogsim", scenario, "--out", folder.resolve("d"));
        assertEquals(0, done.exitCode, done.err);
        assertTrue(
                done.out.contains(
                        "positions of users stand in CV-2.csv (of user 'CV'), cv-3.csv (of user 'cv'), me.csv;"
                                + " their values are those of the scenario, written anew (0 as 0.0), with the columns"),
                done.out);
        assertEquals(
                Files.readString(clients), Files.readString(folder.resolve("d").resolve("cv.csv")));
        assertEquals(
                "Latitude,Longitude,time_s\n50.0,8.0,0.0\n",
                Files.readString(folder.resolve("d").resolve("cv-3.csv")));
        assertEquals(0, imported(folder.resolve("d").resolve("topology.json"), "y.yaml").exitCode);
        Files.writeString(clients, head + "0,camera,bs,20,alice,lead\n");
        done = Console.execute("export", "ifogsim", scenario, "--out", folder.resolve("d2"));
        assertEquals(0, done.exitCode, done.err);
        assertTrue(done.out.contains("no positions are written: " + clients + ", line 2"), done.out);
        assertFalse(Files.exists(folder.resolve("d2").resolve("alice.csv")));
    }

    /** The scenario cannot take the place of a file that comes beside it. */
    @ParameterizedTest
    @CsvSource({"scn ö.yaml,e/scn ö.yaml", "d.yaml/o.csv,e/d.yaml"})
    void outCannotBeNamedAsAFile(String clients, String out) throws IOException {
        Path file = scenario.resolveSibling(clients);
        Files.createDirectories(file.getParent());
        Files.writeString(file, CLIENTS);
        Files.writeString(scenario, Files.readString(scenario).replace("file: data/o.csv", "file: '" + clients + "'"));
        Path topology = exported(scenario, "d");
        Files.createDirectory(folder.resolve("e"));
        refused(topology, out, "--out must have another name, as the scenario names a file '" + clients + "'");
        assertEquals(0, imported(topology, "e/y.yaml").exitCode);
    }

    /** What the list of files says is held to be what export writes. */
    @Test
    void otherListsOfFilesAreRefused() throws IOException {
        Path topology = exported(scenario, "d");
        Files.createDirectory(folder.resolve("e"));
        String text = Files.readString(topology);
        Files.writeString(topology.resolveSibling("notes.txt"), "mine");
        Files.writeString(
                topology,
                text.replace("\"data/o.csv\": ", "\"notes.txt\": \"" + "0".repeat(64) + "\", \"data/o.csv\": "));
        refused(
                topology,
                "e/y.yaml",
                topology + ": key 'virga.files' must hold files that its scenario names",
                "'notes.txt'");
        for (String hash : List.of("\"no hash\"", "7", "\"" + "A".repeat(64) + "\"", "\"" + "a".repeat(65) + "\"")) {
            Files.writeString(
                    topology, text.replaceFirst("\"data/o.csv\": \"[0-9a-f]{64}\"", "\"data/o.csv\": " + hash));
            refused(
                    topology,
                    "e/y.yaml",
                    topology + ": key 'virga.files': SHA-256 of 'data/o.csv' must be 64 digits",
                    "was '" + hash.replace("\"", "") + "'");
        }
    }

    /** Nothing is written outside the folder that --out is in. */
    @Test
    void linksAreNotFollowed() throws IOException {
        Path topology = exported(scenario, "d");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("e"));
        Path link = Files.createSymbolicLink(folder.resolve("e").resolve("data"), elsewhere);
        refused(topology, "e/y.yaml", "whose folder must not be a symbolic link beside --out, was '" + link + "'");
        // The folder of the scenario itself is the user's choice.
        Files.createSymbolicLink(folder.resolve("f"), elsewhere);
        Console done = imported(topology, "f/y.yaml");
        assertEquals(0, done.exitCode, done.err);
        assertEquals(CLIENTS, Files.readString(elsewhere.resolve("data").resolve("o.csv")));
    }
}
