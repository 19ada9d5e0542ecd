// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications and users' traces become loads of scenarios, and come back. */
class FogLoadTest {
    private static final double MILLISECOND = 1e-3;

    /** A topology of a pole with an eye that sends every 40 ms. */
    private static final String ONE_EYE = """
            {"nodes": [
            {"name": "cloud", "type": "FOG_DEVICE", "level": 0, "mips": 4, "ram": 3, "upBw": 100, "downBw": 9000, "ratePerMips": 0.0},
            {"name": "pole", "type": "FOG_DEVICE", "level": 1, "mips": 9, "ram": 1, "upBw": 9000, "downBw": 300, "ratePerMips": 0.0},
            {"name": "eye", "type": "SENSOR", "sensorType": "FRAME", "distribution": 2, "value": 40.0}],
            "links": [{"source": "pole", "destination": "cloud", "latency": 3.0},
            {"source": "eye", "destination": "pole", "latency": 1.0}]}
            """;

    @TempDir
    Path folder;

    private ServingScenario imported(String topology, FogApplication application, List<String> notes) {
        FogImport.Result made = FogImport.of(
                FogTopologyFile.read(Samples.file(folder, "t.json", topology)),
                "watch",
                "c.csv",
                MILLISECOND,
                Optional.of(application),
                Optional.empty());
        notes.addAll(made.notes());
        Samples.file(folder, "c.csv", made.clients());
        return Scenarios.read(Samples.file(folder, "watch.yaml", made.scenario()));
    }

    private FogApplication application(String... changes) {
        String text = Samples.APPLICATION;
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return FogApplicationFile.read(Samples.file(folder, "a.json", text));
    }

    private static void assertSaid(List<String> notes, String... parts) {
        for (String part : parts) {
            assertTrue(notes.stream().anyMatch(note -> note.contains(part)), part + " in " + notes);
        }
    }

    /** A quarter of the frames come to the module with a key of Virga; the one before it is left out, and that is said. */
    @Test
    void anApplicationMakesTheClasses() {
        List<String> notes = new ArrayList<>();
        StreamClass made =
                imported(ONE_EYE, application(), notes).workload().classes().get(0);
        assertEquals("FRAME", made.name());
        assertEquals("object-detection", made.task().name());
        assertEquals(25 * 0.25, made.rate(), 1e-12);
        assertEquals(9000, made.requestBytes());
        assertEquals(10, made.responseBytes());
        assertSaid(
                notes,
                "of tuples 'FRAME', module 'detect' is served: 9000.0 bytes to it, 10.0 back; the chance that one comes to"
                        + " it, 0.25",
                "module 'detect' is named as no task: object-detection is assumed",
                "modules of the application are left out: filter",
                "edges of the application are left out: FRAME",
                "deadline 500.0 ms");
    }

    /** What is served goes by the name of a task, the key, or else by the work; in this order on the way. */
    @ParameterizedTest
    @ValueSource(strings = {"filter", "detect"})
    void theServedModuleIsTheFirstThatIsNamedOrTheOneWithMostWork(String module) {
        String task = "image-classification";
        List<String> notes = new ArrayList<>();
        ServingScenario named = imported(
                ONE_EYE, application("\"" + module + "\"", "\"" + task + "\"", ", \"virga\": \"served\"", ""), notes);
        assertEquals(task, named.workload().classes().get(0).task().name());
        boolean first = module.equals("filter");
        assertEquals(first ? 25 : 6.25, named.workload().classes().get(0).rate(), 1e-12);
        ServingScenario unnamed = imported(ONE_EYE, application(", \"virga\": \"served\"", ""), notes);
        assertEquals(6.25, unnamed.workload().classes().get(0).rate(), 1e-12);
        ServingScenario lessWork = imported(
                ONE_EYE,
                application(", \"virga\": \"served\"", "", "\"cpuLength\": 700.5", "\"cpuLength\": 7.5"),
                notes);
        assertEquals(25, lessWork.workload().classes().get(0).rate(), 1e-12);
    }

    @Test
    void whatNothingComesOfIsSaid() {
        List<String> notes = new ArrayList<>();
        FogApplication periodic = application(
                "\"period\": 0.0, \"cpuLength\": 1.0",
                "\"period\": 70.0, \"cpuLength\": 1.0",
                ",\n    {\"module\": \"detect\", \"in\": \"CROP\", \"out\": \"ALARM\", \"selectivity\": 1.0}",
                "");
        assertEquals(
                0,
                imported(ONE_EYE, periodic, notes).workload().classes().get(0).responseBytes());
        assertSaid(
                notes, "edges of the application are left out: FRAME, ALARM", "periods of edges are left out", "ALARM");
    }

    @Test
    void anActuatorThatIsNamedAsAModuleIsSaid() {
        List<String> notes = new ArrayList<>();
        imported(ONE_EYE, application("\"LIGHT\"", "\"filter\""), notes);
        assertSaid(notes, "edge 'ALARM' goes to an actuator, by its edgeType, and not to the module 'filter'");
    }

    @Test
    void aSensorWithoutAnEdgeIsRefused() {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> imported(ONE_EYE.replace("FRAME", "SMELL"), application(), new ArrayList<>()))
                .getMessage();
        assertTrue(message.contains("one of: FRAME, was 'SMELL'"), message);
    }

    /**
     * iFogSim2's graphical interface drops the keys of a topology when it saves; the classes come back of the application, but
     * for the rates, which are the sensors'.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ecsrl", "aset-full-edge", "aset-real-deployment"})
    void classesComeBackOfTheApplicationAlone(String name) throws IOException {
        ServingScenario scenario = Scenarios.named(name);
        FogExport.Result exported = FogExport.of(document(name), scenario, MILLISECOND);
        FogTopology bare = new FogTopology(
                exported.topology().nodes().stream()
                        .map(FogLoadTest::withoutKeys)
                        .toList(),
                exported.topology().links(),
                Map.of());
        Path file = Samples.file(folder, "app.json", FogApplicationFile.write(exported.application()));
        FogApplication application = FogApplicationFile.read(file);
        assertEquals(exported.application(), application);
        ServingScenario back = imported(FogTopologyFile.write(bare), application, new ArrayList<>());
        for (StreamClass was : scenario.workload().classes()) {
            StreamClass is = back.workload().classes().stream()
                    .filter(one -> one.name().equals(was.name()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    List.of(was.task(), was.size(), was.requestBytes(), was.responseBytes(), was.deadline()),
                    List.of(is.task(), is.size(), is.requestBytes(), is.responseBytes(), is.deadline()));
            assertEquals(was.minAccuracy(), is.minAccuracy());
            assertEquals(was.minConfidence(), is.minConfidence());
        }
        double sent = exported.topology().sensors().stream()
                .mapToDouble(sensor -> 1000 / sensor.distribution().mean())
                .sum();
        double queries = 0;
        for (Client client : back.workload().replayed()) {
            queries += back.workload().classes().get(client.streamClass()).rate();
        }
        assertEquals(sent, queries, 1e-9 * sent);
    }

    private static FogNode withoutKeys(FogNode node) {
        return node instanceof FogNode.Device d
                ? new FogNode.Device(
                        d.name(), d.mips(), d.ram(), d.upBandwidth(), d.downBandwidth(), d.level(), 0, Map.of())
                : node;
    }

    private static YamlNode document(String name) throws IOException {
        try (var reader = new InputStreamReader(Datasets.open("scenarios/" + name + ".yaml"), StandardCharsets.UTF_8)) {
            return YamlNode.read(reader, name);
        }
    }

    /** Sizes of an application that was changed after its export are those of the edges, and that is said. */
    @Test
    void changedSizesAreTakenAndSaid() throws IOException {
        FogExport.Result exported = FogExport.of(document("ecsrl"), Scenarios.named("ecsrl"), MILLISECOND);
        FogTopology bare = new FogTopology(
                exported.topology().nodes().stream()
                        .map(FogLoadTest::withoutKeys)
                        .toList(),
                exported.topology().links(),
                Map.of());
        String text =
                FogApplicationFile.write(exported.application()).replace("\"nwLength\": 60000.0", "\"nwLength\": 7.0");
        List<String> notes = new ArrayList<>();
        ServingScenario back = imported(
                FogTopologyFile.write(bare), FogApplicationFile.read(Samples.file(folder, "app.json", text)), notes);
        assertEquals(7, back.workload().classes().get(0).requestBytes(), 1e-12);
        assertSaid(notes, "request_kb is 0.007 by nwLength, which is taken; the key 'virga' of the edge says 60");
    }

    private FogUsers users(OptionalDouble interval, String... texts) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            files.add(Samples.file(folder, "user-" + (i + 1) + ".csv", texts[i]));
        }
        return FogUsers.read(EdgeResources.read(Samples.file(folder, "r.csv", Samples.RESOURCES)), files, interval);
    }

    /** Times and places that do not end after few digits, stays of several positions, and a user who comes later. */
    @Test
    void usersAreClientsAndTheirTracesComeBack() {
        String odd = "Latitude,Longitude,time_s\n50.118800000000001,8.6188,0.1\n50.1111,8.6111,0.30000000000000004\n"
                + "50.11113333333333,8.6111,1e-1\n";
        FogUsers users = users(OptionalDouble.empty(), Samples.USER, odd.replace("1e-1", "800.7"));
        EdgeResources resources = users.resources();
        FogImport.Result made = FogImport.of(
                resources.topology(List.of("A", "B")),
                "town",
                "c.csv",
                MILLISECOND,
                Optional.empty(),
                Optional.of(users));
        Path clients = Samples.file(folder, "c.csv", made.clients());
        assertEquals(users.traces(), FogUsers.traces(clients));
        ServingScenario scenario = Scenarios.read(Samples.file(folder, "town.yaml", made.scenario()));
        List<Client> first = new ArrayList<>();
        scenario.workload().replayed().forEach(first::add);
        int two = scenario.topology().siteIndex("res_2");
        int three = scenario.topology().siteIndex("res_3");
        double end = 800.7 + (800.7 - 0.30000000000000004);
        assertEquals(end, scenario.settings().duration());
        assertEquals(
                List.of(
                        new Client(0, 0, two, 20),
                        new Client(0, 1, two, 20),
                        new Client(0.1, 0, three, 0.30000000000000004 - 0.1),
                        new Client(0.1, 1, three, 0.30000000000000004 - 0.1),
                        new Client(0.30000000000000004, 0, two, end - 0.30000000000000004),
                        new Client(0.30000000000000004, 1, two, end - 0.30000000000000004),
                        new Client(20, 0, three, end - 20),
                        new Client(20, 1, three, end - 20)),
                first);
        assertSaid(
                made.notes(), "clients are users where they are nearest to", "user-1, user-2", "a duration of 1601.");
    }

    @Test
    void timesThatAreMissingOrGivenTwiceAreRefusedAndColumnsThatAreLeftOutSaid() {
        String bare = "Latitude,Longitude,speed\n50.1,8.6,3\n50.2,8.6,3\n";
        String missing = assertThrows(InvalidInputException.class, () -> users(OptionalDouble.empty(), bare))
                .getMessage();
        assertTrue(missing.contains("user-1.csv, line 1, header: has no column time_s"), missing);
        String twice = assertThrows(InvalidInputException.class, () -> users(OptionalDouble.of(5), Samples.USER))
                .getMessage();
        assertTrue(twice.contains("has a column time_s, and an interval must not be given"), twice);
        assertSaid(
                users(OptionalDouble.of(5), bare).notes(),
                "columns of user 'user-1' are left out: speed",
                "has no times: a position every 5.0 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 50.1", "x 50.1 8.6", "0 500.1 8.6", "-1 50.1 8.6", "0 50.1 8.6 7"})
    void brokenPositionsAreRefused(String positions) {
        Path file = Samples.file(
                folder, "c.csv", "time_s,class,site,lifetime_s,user,positions\n0,A,res_2,5,me," + positions + "\n");
        String message = assertThrows(InvalidInputException.class, () -> FogUsers.traces(file))
                .getMessage();
        assertTrue(message.contains("c.csv, line 2"), message);
    }

    @Test
    void aFileOfClientsWithoutUsersHasNoTraces() {
        Path file = Samples.file(folder, "c.csv", "time_s,class,site,lifetime_s\n0,A,res_2,5\n");
        assertEquals(Map.of(), FogUsers.traces(file));
    }

    /** Rows of all states are kept, and everything that is made up or left out has its value in a note. */
    @Test
    void resourcesSayWhatIsMadeUpAndLeftOut() {
        String text = Samples.RESOURCES
                .replaceAll("(?m)$(?=\n)", ",me")
                .replace("Details,me", "Details,owner")
                .replace("VIC,Corner", "NSW,Corner");
        EdgeResources resources = EdgeResources.read(Samples.file(folder, "r.csv", text));
        assertEquals(4, resources.topology(List.of()).devices().size());
        assertSaid(
                resources.notes(),
                "all 4 rows are taken, also those that iFogSim2 leaves out as their State is not VIC: 3 (NSW)",
                "columns Latitude, Longitude, Block, State and Details are left out, and owner too",
                "100.0 time units between level 1 and the data centre, 4.0 between other levels, 2.0 to sensors",
                "bandwidths are assumed: 10000 bytes per time unit",
                "a tuple of each type every 5.0 time units");
    }
}
