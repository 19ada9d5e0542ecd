// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets, users and applications by command; units; and what is left behind where something cannot be written. */
class FogImportTest {
    private static final String RESOURCES = """
            ID,Latitude,Longitude,Block,Level,Parent,State,Details
            0,50.10,8.60,0,0,-1,VIC,Centre
            1,50.11,8.61,1,1,0,NSW,North
            2,50.19,8.69,1,1,0,VIC,South
            """;

    private static final String USER =
            "Latitude,Longitude,time_s\n50.1111,8.6111,0.5\n50.12,8.61,10.25\n50.18,8.68,20.0\n";

    @TempDir
    Path folder;

    private Path resources;
    private Path user;

    @BeforeEach
    void files() throws IOException {
        resources = Files.writeString(folder.resolve("r.csv"), RESOURCES);
        user = Files.writeString(folder.resolve("alice.csv"), USER);
    }

    private void refused(String said, Object... command) {
        Console console = Console.execute(command);
        assertEquals(2, console.exitCode, console.out + console.err);
        assertTrue(console.err.contains(said), console.err);
        assertFalse(console.err.contains("(null)"), console.err);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What an import makes up or leaves out stands on the console and at the top of the scenario. */
    @Test
    void notesStandInTheScenarioToo() throws IOException {
        Path out = folder.resolve("town.yaml");
        Console done = Console.execute("import", "ifogsim", resources, "--out", out);
        assertEquals(0, done.exitCode, done.err);
        List<String> notes = done.out
                .lines()
                .filter(line -> line.startsWith("note: "))
                .map(line -> "# - " + line.substring(6))
                .toList();
        assertTrue(notes.size() > 8, done.out);
        assertTrue(done.out.contains("State is not VIC: 1 (NSW)"), done.out);
        List<String> comments = Files.readString(out)
                .lines()
                .filter(line -> line.startsWith("# - "))
                .toList();
        assertEquals(notes, comments);
        assertEquals(0, Console.execute("check", out).exitCode);
    }

    @Test
    void usersGoToAScenarioAndBack() throws IOException {
        Path out = folder.resolve("town.yaml");
        Console done = Console.execute("import", "ifogsim", resources, "--users", user, "--out", out);
        assertEquals(0, done.exitCode, done.err);
        assertEquals(3, Files.readAllLines(folder.resolve("town-clients.csv")).size());
        Console back = Console.execute("export", "ifogsim", out, "--out", folder.resolve("fog"));
        assertEquals(0, back.exitCode, back.err);
        assertTrue(back.out.contains("positions of users stand in alice.csv"), back.out);
        assertEquals(USER, Files.readString(folder.resolve("fog").resolve("alice.csv")));
        Path again = folder.resolve("again.yaml");
        Path same = folder.resolve("fog").resolve("alice.csv");
        assertEquals(0, Console.execute("import", "ifogsim", resources, "--users", same, "--out", again).exitCode);
        assertEquals(-1, Files.mismatch(folder.resolve("town-clients.csv"), folder.resolve("again-clients.csv")));
    }

    @Test
    void usersThatCannotBeAreRefused() throws IOException {
        Path out = folder.resolve("town.yaml");
        Path bare = Files.writeString(folder.resolve("bob.csv"), "Latitude,Longitude\n50.1,8.6\n");
        refused("has no column time_s", "import", "ifogsim", resources, "--users", bare, "--out", out);
        refused(
                "has a column time_s",
                "import",
                "ifogsim",
                resources,
                "--users",
                user,
                "--out",
                out,
                "--user-interval-s",
                "5");
        refused("without --users", "import", "ifogsim", resources, "--out", out, "--user-interval-s", "5");
        refused(
                "--user-interval-s",
                "import",
                "ifogsim",
                resources,
                "--users",
                bare,
                "--out",
                out,
                "--user-interval-s",
                "0");
        refused(
                "r.csv, line 1, header: must be that of a user's positions, Latitude, Longitude, time_s; has ID, Level,"
                        + " Parent, as edge resources have",
                "import",
                "ifogsim",
                resources,
                "--users",
                resources,
                "--user-interval-s",
                "5",
                "--out",
                out);
        refused("another name", "import", "ifogsim", resources, "--users", user, "--users", user, "--out", out);
        Path topology = exported("ecsrl", "1").resolve("topology.json");
        refused("must come with edge resources", "import", "ifogsim", topology, "--users", user, "--out", out);
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("town-clients.csv")));
    }

    private Path exported(String scenario, String unit) {
        Path files = folder.resolve("fog-" + unit);
        assertEquals(
                0, Console.execute("export", "ifogsim", scenario, "--out", files, "--time-unit-ms", unit).exitCode);
        return files;
    }

    /** Beside a topology of our own an application is compared; beside others it makes the classes. */
    @Test
    void applicationsAreTakenOrCompared() throws IOException {
        Path files = exported("ecsrl", "1");
        Path application = files.resolve("application.json");
        Path topology = files.resolve("topology.json");
        Console same = Console.execute(
                "import", "ifogsim", topology, "--application", application, "--out", folder.resolve("a.yaml"));
        assertEquals(0, same.exitCode, same.err);
        assertFalse(same.out.contains("note:"), same.out);
        Files.writeString(
                application, Files.readString(application).replaceFirst("\"nwLength\": 60000.0", "\"nwLength\": 7.0"));
        Console changed = Console.execute(
                "import", "ifogsim", topology, "--application", application, "--out", folder.resolve("b.yaml"));
        assertTrue(changed.out.contains("\"nwLength\": 7.0, \"tupleType\":"), changed.out);
        assertFalse(changed.out.contains("Edge["), changed.out);
        Path town = folder.resolve("c.yaml");
        Console made = Console.execute("import", "ifogsim", resources, "--application", application, "--out", town);
        assertEquals(0, made.exitCode, made.err);
        assertTrue(made.out.contains("of tuples 'classify-gold', module 'image-classification' is served"), made.out);
        assertTrue(Files.readString(town).contains("\"request_kb\": 0.007"), Files.readString(town));
        assertEquals(0, Console.execute("check", town).exitCode);
    }

    /** A topology that says what its unit of time is cannot be told another one. */
    @Test
    void anOwnUnitOfTimeIsNotOverruled() {
        Path topology = exported("ecsrl", "0.25").resolve("topology.json");
        Path out = folder.resolve("x.yaml");
        refused(
                "--time-unit-ms must be left out, as the topology says what a unit of time is, 0.25 ms; was '5.0'",
                "import",
                "ifogsim",
                topology,
                "--out",
                out,
                "--time-unit-ms",
                "5");
        assertFalse(Files.exists(out));
        assertEquals(
                0, Console.execute("import", "ifogsim", topology, "--out", out, "--time-unit-ms", "0.25").exitCode);
    }

    /** What iFogSim2's whole numbers cannot hold is said with its value; the keys of Virga hold it all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"1e-9", "1e9"})
    void bandwidthsThatDoNotFitAreSaid(String unit) throws IOException {
        Path files = folder.resolve("fog");
        Console done = Console.execute("export", "ifogsim", "ecsrl", "--out", files, "--time-unit-ms", unit);
        assertEquals(0, done.exitCode, done.err);
        assertTrue(
                done.out.contains(
                        "which iFogSim2 cannot hold: " + (unit.equals("1e9") ? "2147483647" : "1") + " is written"),
                done.out);
        Console back = Console.execute(
                "import", "ifogsim", files.resolve("topology.json"), "--out", folder.resolve("back.yaml"));
        assertEquals(0, back.exitCode, back.err);
        assertFalse(back.out.contains("note:"), back.out);
    }

    /** Keys beside those of Virga are not carried over in silence. */
    @Test
    void furtherKeysAreSaid() throws IOException {
        Path topology = exported("ecsrl", "1").resolve("topology.json");
        Files.writeString(
                topology,
                Files.readString(topology)
                        .replaceFirst("\"mips\"", "\"rack\": 3, \"mips\"")
                        .replaceFirst("\"latency\"", "\"fibre\": true, \"latency\""));
        Console done = Console.execute("import", "ifogsim", topology, "--out", folder.resolve("k.yaml"));
        assertTrue(done.out.contains("note: unknown key is left out: fibre of link "), done.out);
        assertTrue(done.out.contains("note: unknown key is left out: rack of node 'cloud'"), done.out);
    }

    /** Text that would end a comment stays in it. */
    @Test
    void notesKeepToTheirLines() throws IOException {
        Path files = exported("ecsrl", "1");
        Path topology = files.resolve("topology.json");
        Files.writeString(
                topology,
                Files.readString(topology).replaceFirst("\"mips\"", "\"a\\\\nb: [\\\\u0007\\\\u2028\": 3, \"mips\""));
        Path out = folder.resolve("k.yaml");
        Console done = Console.execute("import", "ifogsim", topology, "--out", out);
        assertEquals(0, done.exitCode, done.err);
        assertTrue(done.out.contains("left out: a?b: [??"), done.out);
        assertEquals(0, Console.execute("check", out).exitCode);
    }

    /** A disk that is full or a place where nobody may write: the file is named, and nothing is left. */
    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Assumptions.assumeTrue(new File("/proc").isDirectory(), "needs a folder in which nothing can be made");
        List<String> before = names();
        refused("'/proc/x.yaml' cannot be written", "import", "ifogsim", resources, "--out", "/proc/x.yaml");
        refused("'/proc/x' cannot be written", "export", "ifogsim", "ecsrl", "--out", "/proc/x");
        refused("'/proc/x' cannot be written", "export", "catalog", "--out", "/proc/x");
        refused("'/proc/x.yaml' cannot be written", "export", "scenario", "ecsrl", "--out", "/proc/x.yaml");
        refused("cannot be written", "export", "ifogsim", "ecsrl", "--out", resources.resolve("x"));
        assertFalse(
                Console.execute("export", "ifogsim", "ecsrl", "--out", "/proc/x")
                        .err
                        .contains("Exception"),
                "names of classes are no reasons");
        refused("is there already", "import", "ifogsim", resources, "--out", "/dev/full");
        refused(
                "folder is not there",
                "import",
                "ifogsim",
                resources,
                "--out",
                folder.resolve("no").resolve("x.yaml"));
        assertEquals(before, names());
    }

    /** Whatever is wrong in an application is said of it and its key, and nothing is left. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"task": "foo"}      | : key 'edges[0].virga.task': value 'foo' must be one for which models are assumed
            {"foo": 1}           | , key 'edges[0].virga.foo': is unknown here
            {"deadline_ms": -5}  | , key 'edges[0].virga.deadline_ms': value '-5'
            {"request_kb": "x"}  | , key 'edges[0].virga.request_kb': value 'x' must be a number
            5                    | , line 1, key 'edges[0].virga': value '5' must be a map
            """)
    void applicationsAreToBlameForThemselves(String entry, String said) throws IOException {
        Path application = Files.writeString(folder.resolve("app.json"), """
                {"application": "a", "modules": [{"name": "m", "ram": 1, "mips": 1.0, "size": 1}], "edges": [{"source": "TICK",\
                 "destination": "m", "period": 0.0, "cpuLength": 1.0, "nwLength": 9.0, "tupleType": "T", "direction": "UP",\
                 "edgeType": "SENSOR", "virga": ENTRY}], "mappings": [], "loops": []}
                """.replace("ENTRY", entry));
        Path topology = Files.writeString(folder.resolve("t.json"), """
                {"nodes": [{"name": "c", "type": "FOG_DEVICE", "level": 0, "mips": 1, "ram": 1, "upBw": 1, "downBw": 1,\
                 "ratePerMips": 0.0}, {"name": "s", "type": "SENSOR", "sensorType": "TICK", "distribution": 2, "value": 9.0}],
                 "links": [{"source": "s", "destination": "c", "latency": 1.0}]}
                """);
        List<String> before = names();
        refused(
                application + said,
                "import",
                "ifogsim",
                topology,
                "--application",
                application,
                "--out",
                folder.resolve("o.yaml"));
        assertEquals(before, names());
    }

    /** Whatever is wrong in a key of Virga is said of the topology and this key, and nothing is left. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "arrivals": "poisson"   | "arrivals": "foo"          | , key 'virga.scenario.clients.arrivals': client arrivals must be one of
            "scenario": {           | "scenario": {"foo: bar": 1,| , key 'virga.scenario.foo: bar': is unknown here
            "scenario": {           | "scenario": {"sites": [],  | : key 'virga.scenario.sites' must not be there
            "time_unit_s": 0.001    | "time_unit_s": "x"         | : key 'virga.time_unit_s': value 'x' must be a number
            "tier": "edge"          | "tier": "egde"             | , key 'nodes[1].virga.tier': tier must be one of
            """)
    void keysOfVirgaAreNamedWhereTheyStand(String from, String to, String said) throws IOException {
        Path topology = exported("ecsrl", "1").resolve("topology.json");
        String text = Files.readString(topology);
        assertTrue(text.contains(from), text);
        Files.writeString(topology, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
        List<String> before = names();
        refused(topology + said, "import", "ifogsim", topology, "--out", folder.resolve("o.yaml"));
        assertEquals(before, names());
    }
}
