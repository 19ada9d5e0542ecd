// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.FogApplicationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios go to iFogSim2's files and come back by command. */
class FogCommandsTest {
    private static final String FOREIGN = """
            {"nodes": [
            {"name": "cloud", "type": "FOG_DEVICE", "level": 0, "mips": 4, "ram": 3, "upBw": 100, "downBw": 9000, "ratePerMips": 0.0},
            {"name": "pole", "type": "FOG_DEVICE", "level": 1, "mips": 9, "ram": 1, "upBw": 9000, "downBw": 300, "ratePerMips": 0.0},
            {"name": "eye", "type": "SENSOR", "sensorType": "FRAME", "distribution": 2, "value": 40.0}],
            "links": [{"source": "pole", "destination": "cloud", "latency": 3.0},
            {"source": "eye", "destination": "pole", "latency": 1.0}]}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "1000", "0.25"})
    void anExportedScenarioComesBack(String unit) throws IOException {
        Path scenario = folder.resolve("mine.yaml");
        assertEquals(0, Console.execute("init", "mine", "--out", scenario).exitCode);
        Files.writeString(scenario, Files.readString(scenario).replace("duration_s: 600", "duration_s: 130"));
        Path files = folder.resolve("fog");
        Console exported = Console.execute("export", "ifogsim", scenario, "--out", files, "--time-unit-ms", unit);
        assertEquals(0, exported.exitCode, exported.err);
        assertTrue(exported.out.contains("note: mips of devices"), exported.out);
        assertTrue(exported.out.contains("site 'dc' is called 'cloud'"), exported.out);
        assertEquals(
                "mine",
                FogApplicationFile.read(files.resolve("application.json")).name());
        Path back = folder.resolve("back.yaml");
        Console imported = Console.execute("import", "ifogsim", files.resolve("topology.json"), "--out", back);
        assertEquals(0, imported.exitCode, imported.err);
        assertEquals("Wrote " + back + System.lineSeparator(), imported.out);
        assertEquals(results(scenario), results(back));
    }

    private String results(Path scenario) throws IOException {
        Path out = folder.resolve("results-" + scenario.getFileName());
        Console console = Console.execute("run", scenario, "--policy", "least-impedance", "--out", out);
        assertEquals(0, console.exitCode, console.err);
        return Files.readString(out.resolve("summary.csv"));
    }

    @Test
    void aTopologyWithoutOurKeysBecomesAScenarioThatRuns() throws IOException {
        Path topology = Files.writeString(folder.resolve("t.json"), FOREIGN);
        Path out = folder.resolve("watch.yaml");
        Console imported = Console.execute("import", "ifogsim", topology, "--out", out);
        assertEquals(0, imported.exitCode, imported.err);
        assertTrue(imported.out.contains("watch-clients.csv"), imported.out);
        assertTrue(imported.out.contains("note: GPUs and models are assumed"), imported.out);
        Console checked = Console.execute("check", out);
        assertEquals(0, checked.exitCode, checked.err);
        assertTrue(checked.out.startsWith("watch: 2 sites, 2 workers, 1 classes"), checked.out);
        Files.delete(out);
        Console again = Console.execute("import", "ifogsim", topology, "--out", out);
        assertEquals(2, again.exitCode);
        assertTrue(again.err.contains("watch-clients.csv' is there already"), again.err);
        assertFalse(Files.exists(out), "nothing in part");
    }

    @Test
    void edgeResourcesBecomeAScenario() throws IOException {
        Path resources = Files.writeString(
                folder.resolve("r.csv"),
                "ID,Latitude,Longitude,Block,Level,Parent,State,Details\n0,1,1,0,0,-1,VIC,a\n7,1,2,1,1,0,VIC,b\n");
        Path out = folder.resolve("town.yaml");
        Console imported = Console.execute("import", "ifogsim", resources, "--out", out, "--time-unit-ms", "2");
        assertEquals(0, imported.exitCode, imported.err);
        assertTrue(Files.readString(out).contains("\"delay_ms\": 200.0"), Files.readString(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aset-full-edge", "aset-dc-cloud-isp", "aset-real-deployment", "ecsrl"})
    void anImportedExportIsExportedAsItWas(String name) throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path back = folder.resolve("back.yaml");
        assertEquals(0, Console.execute("export", "ifogsim", name, "--out", first).exitCode);
        assertEquals(0, Console.execute("import", "ifogsim", first.resolve("topology.json"), "--out", back).exitCode);
        assertEquals(0, Console.execute("export", "ifogsim", back, "--out", second).exitCode);
        for (String file : new String[] {"topology.json", "application.json"}) {
            assertEquals(Files.readString(first.resolve(file)), Files.readString(second.resolve(file)));
        }
    }

    /** Half a character, which YAML lets through and no file can hold, is not turned into a question mark. */
    @ParameterizedTest
    @ValueSource(strings = {"scenario: mine", "name: bs", "description: x"})
    void halfACharacterIsRefused(String key) throws IOException {
        Path scenario = folder.resolve("mine.yaml");
        assertEquals(0, Console.execute("init", "mine", "--out", scenario).exitCode);
        String text = Files.readString(scenario);
        Files.writeString(
                scenario,
                text.contains(key)
                        ? text.replace(key, key.substring(0, key.indexOf(' ')) + " \"a\\uD800b\"")
                        : text + "\ndescription: \"a\\uD800b\"\n");
        Path out = folder.resolve("fog");
        Console refused = Console.execute("export", "ifogsim", scenario, "--out", out);
        assertEquals(2, refused.exitCode, refused.out);
        assertFalse(Files.exists(out));
    }

    /** Sites that iFogSim2 could not tell apart have other names there, which is told. */
    @Test
    void sitesThatWouldHaveOneNameAreTold() throws IOException {
        Path scenario = folder.resolve("mine.yaml");
        assertEquals(0, Console.execute("init", "mine", "--out", scenario).exitCode);
        Files.writeString(scenario, Files.readString(scenario).replace("name: bs\n    count: 2", "name: Cloud"));
        Path out = folder.resolve("fog");
        Console done = Console.execute("export", "ifogsim", scenario, "--out", out);
        assertEquals(0, done.exitCode, done.err);
        assertTrue(done.out.contains("note: site 'Cloud' is called 'Cloud-2' in iFogSim2"), done.out);
        Path back = folder.resolve("back.yaml");
        Console imported = Console.execute("import", "ifogsim", out.resolve("topology.json"), "--out", back);
        assertEquals(0, imported.exitCode, imported.err);
        assertTrue(Files.readString(back).contains("\"name\": \"Cloud\""));
    }

    /** What iFogSim2 allows and files of Virga's own have another meaning for. */
    @ParameterizedTest
    @ValueSource(strings = {"FR,AME", "FR\\\"AME", "#FRAME", "a: {b", "~", "FR AME"})
    void sensorTypesOfAllKindsBecomeClassesThatAreRead(String type) throws IOException {
        Path topology = Files.writeString(folder.resolve("t.json"), FOREIGN.replace("FRAME", type));
        Path out = folder.resolve("watch.yaml");
        Console imported = Console.execute("import", "ifogsim", topology, "--out", out);
        assertEquals(0, imported.exitCode, imported.err);
        Console checked = Console.execute("check", out);
        assertEquals(0, checked.exitCode, checked.err);
    }

    @Test
    void siteNamesOfAllKindsAreRead() throws IOException {
        for (String name : new String[] {"po,le", "po\\\"le", "#pole", "yes", "12", "~", "p\u00f4le"}) {
            Path topology = Files.writeString(folder.resolve("t.json"), FOREIGN.replace("\"pole\"", '"' + name + '"'));
            Path out = folder.resolve("watch" + name.hashCode() + ".yaml");
            Console imported = Console.execute("import", "ifogsim", topology, "--out", out);
            assertEquals(0, imported.exitCode, imported.err);
            Console checked = Console.execute("check", out);
            assertEquals(0, checked.exitCode, checked.err);
        }
    }

    /** Nothing is written that could not be read, and the message names the file that was given. */
    @Test
    void whatMakesNoScenarioIsRefused() throws IOException {
        String alone = FOREIGN.replace(
                        ",\n{\"name\": \"eye\", \"type\": \"SENSOR\", \"sensorType\": \"FRAME\", \"distribution\": 2, \"value\": 40.0}",
                        "")
                .replace(",\n{\"source\": \"eye\", \"destination\": \"pole\", \"latency\": 1.0}", "");
        assertRefused(alone, "t.json: topology must have at least one sensor");
        assertRefused(
                FOREIGN.replace("\"FRAME\"", "\" FRAME\""),
                "key 'nodes[2].sensorType': sensorType must have no blanks at its beginning");
        // What a scenario cannot hold is told by the file's own keys and values.
        assertRefused(
                FOREIGN.replace("40.0", "1e-40"),
                "t.json: key 'value' of sensor 'eye' must be at least 6.0E-7 time units of 0.001 s, so that at most 1.0E12"
                        + " tuples come in 600.0 s, was '1.0E-40'");
        assertRefused(
                FOREIGN.replace("\"latency\": 3.0", "\"latency\": 1e49"),
                "t.json: key 'latency' of link pole - cloud must be 0 or between 1.0E-27 and 1.0E12 time units of 0.001 s,"
                        + " was '1.0E49'");
        assertRefused(FOREIGN.replace("]}", "], \"virga\": 7}"), "t.json: key 'virga': value '7' must be a map");
        StringBuilder nodes = new StringBuilder();
        StringBuilder links = new StringBuilder();
        for (int i = 1; i < 1200; i++) {
            nodes.append("{\"name\": \"p" + i + "\", \"type\": \"FOG_DEVICE\", \"level\": " + (i + 1)
                    + ", \"mips\": 9, \"ram\": 1, \"upBw\": 9000, \"downBw\": 300, \"ratePerMips\": 0.0},\n");
            links.append("{\"source\": \"p" + i + "\", \"destination\": \"" + (i == 1 ? "pole" : "p" + (i - 1))
                    + "\", \"latency\": 3.0},\n");
        }
        assertRefused(
                FOREIGN.replace("{\"name\": \"eye\"", nodes + "{\"name\": \"eye\"")
                        .replace("{\"source\": \"eye\"", links + "{\"source\": \"eye\""),
                "more than 1000 in a row");
    }

    /** Sensors of one type that send at different times become classes of their own, which is told. */
    @Test
    void aTypeThatIsSplitIsTold() throws IOException {
        Path topology = Files.writeString(
                folder.resolve("t.json"),
                FOREIGN.replace(
                                "{\"name\": \"eye\"",
                                "{\"name\": \"ear\", \"type\": \"SENSOR\", \"sensorType\": \"FRAME\","
                                        + " \"distribution\": 2, \"value\": 80.0},\n{\"name\": \"eye\"")
                        .replace(
                                "\"links\": [",
                                "\"links\": [{\"source\": \"ear\", \"destination\": \"pole\", \"latency\": 1.0},"));
        Console done = Console.execute("import", "ifogsim", topology, "--out", folder.resolve("w.yaml"));
        assertEquals(0, done.exitCode, done.err);
        assertTrue(
                done.out.contains(
                        "note: sensors of type 'FRAME' send at different times: 'eye' and those that send as it does,"
                                + " value 40.0, are of class 'FRAME-2'"),
                done.out);
        assertTrue(Files.readString(folder.resolve("w-clients.csv")).contains("0,FRAME-2,pole,"));
    }

    private void assertRefused(String topology, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("t.json"), topology);
        Path out = folder.resolve("watch.yaml");
        Console refused = Console.execute("import", "ifogsim", file, "--out", out);
        assertEquals(2, refused.exitCode, refused.out);
        assertTrue(refused.err.contains(said), refused.err);
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("watch-clients.csv")));
    }

    /** Keys of Virga hold the scenario: what iFogSim2 reads may have been changed beside them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"upBw\": [0-9]+ | \"upBw\": 7 | upBw 7",
                "\"mips\": [0-9]+ | \"mips\": 7 | mips 7",
                "\"latency\": [0-9.]+ | \"latency\": 77.0 | latency 77.0",
                "\"sensorType\": \"[^\"]+\" | \"sensorType\": \"OTHER\" | sensorType OTHER"
            })
    void changesOfAnExportedTopologyAreTold(String part, String changed, String said) throws IOException {
        assertEquals(0, Console.execute("export", "ifogsim", "ecsrl", "--out", folder.resolve("e")).exitCode);
        Path topology = folder.resolve("e").resolve("topology.json");
        Files.writeString(topology, Files.readString(topology).replaceFirst(part, changed));
        Console done = Console.execute("import", "ifogsim", topology, "--out", folder.resolve("c.yaml"));
        assertEquals(0, done.exitCode, done.err);
        String out = done.out;
        assertTrue(out.contains(said), out);
        assertTrue(out.contains("the scenario goes by the keys 'virga'"), out);
    }

    /** What the keys of Virga say is read before anything is left behind. */
    @Test
    void keysThatMakeNoScenarioAreRefused() throws IOException {
        assertEquals(0, Console.execute("export", "ifogsim", "ecsrl", "--out", folder.resolve("k")).exitCode);
        Path topology = folder.resolve("k").resolve("topology.json");
        Files.writeString(topology, Files.readString(topology).replace("jetson-nano", "nope"));
        Path scenario = folder.resolve("k.yaml");
        Console refused = Console.execute("import", "ifogsim", topology, "--out", scenario);
        assertEquals(2, refused.exitCode, refused.out);
        String said = refused.err;
        assertTrue(said.contains("topology.json, key 'nodes[1].virga.workers[0].device': device must be one of"), said);
        assertTrue(said.contains("nope"), said);
        assertFalse(Files.exists(scenario));
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("deep.json"), "{\"x\": " + "[".repeat(900) + "]".repeat(900) + ", \"nodes\": []}");
        Console refused = Console.execute("import", "ifogsim", file, "--out", folder.resolve("d.yaml"));
        assertEquals(2, refused.exitCode, refused.err);
    }

    @Test
    void badInputLeavesNothing() throws IOException {
        Path broken = Files.writeString(folder.resolve("b.json"), FOREIGN.replace("3.0", "3"));
        Path out = folder.resolve("x.yaml");
        Console refused = Console.execute("import", "ifogsim", broken, "--out", out);
        assertEquals(2, refused.exitCode);
        assertTrue(refused.err.contains("b.json, line 5, key 'links[0].latency': value '3' must be"), refused.err);
        Path good = Files.writeString(folder.resolve("g.json"), FOREIGN);
        for (Console each : new Console[] {
            Console.execute("import", "ifogsim", good, "--out", folder.resolve("x.txt")),
            Console.execute("import", "ifogsim", good, "--out", good),
            Console.execute("import", "ifogsim", good, "--out", out, "--time-unit-ms", "0"),
            Console.execute("import", "ifogsim", good),
            Console.execute("import"),
            Console.execute("export", "ifogsim", "none", "--out", out),
            Console.execute("export", "ifogsim", "ecsrl", "--out", folder),
            Console.execute("export", "ifogsim", "ecsrl", "--out", out, "--time-unit-ms", "-1")
        }) {
            assertEquals(2, each.exitCode, each.out);
        }
        Console unit = Console.execute("export", "ifogsim", "ecsrl", "--out", out, "--time-unit-ms", "-1");
        assertTrue(unit.err.contains("--time-unit-ms must be between 1.0E-9 and 1.0E9, was '-1.0'"), unit.err);
        assertFalse(Files.exists(out));
        assertEquals(FOREIGN, Files.readString(good));
    }
}
