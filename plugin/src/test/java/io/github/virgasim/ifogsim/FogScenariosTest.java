// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios to iFogSim2 and back, and topologies of iFogSim2 that become scenarios. */
class FogScenariosTest {
    private static final double MILLISECOND = 1e-3;
    private static final Map<String, String> SHORT = Map.of("serving.duration_s", "30", "serving.warmup_s", "0");

    @TempDir
    Path folder;

    static List<String> scenarios() {
        return Scenarios.names();
    }

    private static YamlNode document(String name) throws IOException {
        try (var reader = new InputStreamReader(Datasets.open("scenarios/" + name + ".yaml"), StandardCharsets.UTF_8)) {
            return YamlNode.read(reader, name);
        }
    }

    private FogImport.Result imported(FogTopology topology) {
        Path file = Samples.file(folder, "topology.json", FogTopologyFile.write(topology));
        return FogImport.of(FogTopologyFile.read(file), "x", "x.csv", 7);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioComesBackAsItWas(String name) throws IOException {
        ServingScenario scenario = Scenarios.named(name);
        FogExport.Result exported = FogExport.of(document(name), scenario, MILLISECOND);
        FogImport.Result back = imported(exported.topology());
        assertEquals(List.of(), back.notes());
        ServingScenario again = Scenarios.read(Samples.file(folder, "again.yaml", back.scenario()));
        assertEquals(sites(scenario), sites(again));
        Path file = Samples.file(folder, "again.yaml", back.scenario());
        assertEquals(run(Scenarios.named(name, SHORT)), run(Scenarios.read(file, SHORT, named -> {})));
    }

    /** Returns all that sites and workers are, without what tells objects apart. */
    private static String sites(ServingScenario scenario) {
        return scenario.topology().sites().toString().replaceAll("@[0-9a-f]+", "");
    }

    private static String run(ServingScenario scenario) {
        return ServingRun.execute(scenario, StaticPolicies.named("least-impedance"), 3)
                .summary()
                .toString();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIFogSim2SeesIsTheScenariosTree(String name) throws IOException {
        ServingScenario scenario = Scenarios.named(name);
        FogTopology topology =
                FogExport.of(document(name), scenario, MILLISECOND).topology();
        List<Site> sites = scenario.topology().sites();
        assertEquals(sites.size(), topology.devices().size());
        for (int i = 0; i < sites.size(); i++) {
            FogNode.Device device = topology.devices().get(i);
            Site site = sites.get(i);
            boolean root = site.parent().isEmpty();
            assertEquals(root ? "cloud" : site.name(), device.name());
            if (!root) {
                FogLink up = topology.tree().up(device.name());
                assertEquals(site.uplink().delay(), up.latency() / 1000, 1e-12);
                assertEquals(site.uplink().bandwidth(), device.upBandwidth() * 8000.0, 4000);
            }
        }
        long places = sites.stream().filter(site -> site.clientWeight() > 0).count();
        long classes = scenario.workload().classes().stream()
                .filter(one -> one.share() > 0)
                .count();
        assertEquals(places * classes, topology.sensors().size());
        double sent = topology.sensors().stream()
                .mapToDouble(sensor -> 1000 / sensor.distribution().mean())
                .sum();
        double offered = 0;
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            var one = scenario.workload().classes().get(k);
            offered += scenario.workload().clientRate()
                    * scenario.workload().expectedShare(k)
                    * one.rate()
                    * one.meanLifetime();
        }
        assertEquals(offered, sent, 1e-9 * offered);
    }

    @Test
    void theApplicationIsOneOfTheScenariosTasks() throws IOException {
        ServingScenario scenario = Scenarios.named("ecsrl");
        FogApplication application =
                FogExport.of(document("ecsrl"), scenario, MILLISECOND).application();
        Path file = Samples.file(folder, "app.json", FogApplicationFile.write(application));
        assertEquals(application, FogApplicationFile.read(file));
        assertEquals(
                2 * scenario.workload().classes().size(), application.edges().size());
        assertEquals(
                scenario.workload().classes().get(0).requestBytes(),
                application.edges().get(0).networkLength());
    }

    @Test
    void aTopologyOfOthersBecomesAScenarioThatRunsAndSaysWhatIsAssumed() {
        FogTopology topology = FogTopologyFile.read(Samples.file(folder, "t.json", Samples.TOPOLOGY));
        FogImport.Result result = FogImport.of(topology, "watch", "watch-clients.csv", MILLISECOND);
        Samples.file(folder, "watch-clients.csv", result.clients());
        ServingScenario scenario = Scenarios.read(Samples.file(folder, "watch.yaml", result.scenario()));
        Site pole = scenario.topology().sites().get(scenario.topology().siteIndex("pole"));
        assertEquals("hub", pole.parent());
        assertEquals(0.003, pole.uplink().delay(), 1e-12);
        assertEquals(5000 * 8000.0, pole.uplink().bandwidth(), 1e-3);
        assertEquals(2, pole.clientWeight());
        assertEquals(0.0015, pole.access().delay(), 1e-12);
        assertEquals(25, scenario.workload().classes().get(0).rate(), 1e-9);
        assertEquals(40, scenario.workload().classes().get(1).rate(), 1e-9);
        String notes = String.join("\n", result.notes());
        for (String said : List.of(
                "GPUs and models are assumed",
                "latencies of the sensors at 'pole' differ",
                "downBw above differs at hub (8000 up, 9000 down), pole (5000 up, 7000 down)",
                "tiers are taken from the tree, data-center for the root, central-office where there are devices below, edge for"
                        + " all others: data-center of cloud; central-office of hub; edge of pole",
                "binding 'query', no jitter, and a client for each sensor that sends at equal times from 0 s on are assumed",
                "40000 32000 0.01 0 of cloud; 3000 4000 0.0 1 of hub; 900 1000 0.0 2 of pole",
                "upBw of the root: eye, ear, nose; downBw 300 of pole; upBw 100 of cloud",
                "their mean is taken, 1.5 time units, of 1.0, 2.0",
                "by their mean: SOUND (mean 25.0, stdDev 2.5) by 25.0, SMELL (min 100.0, max 300.0) by 200.0",
                "1 actuators are left out",
                "random times between tuples",
                "unknown key is left out: rack of node 'hub'",
                "mips, ram, ratePerMips and level")) {
            assertTrue(notes.contains(said), notes);
        }
        assertTrue(ServingRun.execute(
                                scenario.withSettings(scenario.settings().withDuration(10)),
                                StaticPolicies.named("closest"),
                                1)
                        .statistics()
                        .served()
                > 100);
    }

    @Test
    void aChangeOfIFogSim2sPartAloneIsReported() throws IOException {
        FogTopology topology = FogExport.of(document("ecsrl"), Scenarios.named("ecsrl"), MILLISECOND)
                .topology();
        String text = FogTopologyFile.write(topology);
        String slower = text.replace("\"latency\": 30.0", "\"latency\": 45.0");
        assertFalse(text.equals(slower));
        List<String> notes =
                FogDifferences.between(FogTopologyFile.read(Samples.file(folder, "s.json", slower)), topology);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("45.0"), notes.get(0));
        assertEquals(List.of(), FogDifferences.between(topology, topology));
        String dropped = text.replaceFirst("\"virga\": \\{\"name\": \"ap\"", "\"was\": {\"name\": \"ap\"");
        FogTopology saved = FogTopologyFile.read(Samples.file(folder, "d.json", dropped));
        assertTrue(assertThrows(InvalidInputException.class, () -> FogImport.of(saved, "x", "x.csv", 1))
                .getMessage()
                .contains("device 'ap' must have a key 'virga'"));
    }

    /** Three sites below each other; the edge has clients of two classes, the office nothing but links. */
    private Path own(String first, String second, String middle, String edge, double edgeMbps) {
        return Samples.file(folder, "own.yaml", String.format(Locale.ROOT, """
                scenario: own
                sites:
                  - {name: dc, tier: data-center, workers: [{name: w, device: rtx-3090, models: [yolov8n]}]}
                  - {name: "%3$s", tier: central-office, uplink: {to: dc, delay_ms: 5, jitter_ms: 0, bandwidth_mbps: 800}}
                  - {name: "%4$s", tier: edge, client_weight: 1,
                     uplink: {to: "%3$s", delay_ms: 5, jitter_ms: 0, bandwidth_mbps: %5$s},
                     access: {delay_ms: 1, jitter_ms: 0, bandwidth_mbps: 80}}
                  - {name: spare, tier: edge, uplink: {to: dc, delay_ms: 5, jitter_ms: 0, bandwidth_mbps: 400}}
                clients: {arrivals: poisson, lambda_per_min: 6}
                classes:
                  - {name: "%1$s", task: object-detection, share: 1, queries: periodic, rate_qps: 10, input_size: 0.4,
                     request_kb: 60, response_kb: 2, deadline_ms: 500, min_accuracy: 0, mean_lifetime_s: 20}
                  - {name: "%2$s", task: object-detection, share: 1, queries: periodic, rate_qps: 10, input_size: 0.4,
                     request_kb: 60, response_kb: 2, deadline_ms: 500, min_accuracy: 0, mean_lifetime_s: 20}
                serving: {duration_s: 30, binding: query}
                """, first, second, middle, edge, edgeMbps));
    }

    /** Whatever a scenario calls its parts, the names for iFogSim2 differ, and the scenario's own come back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answers | x | po | bs | answers-at-bs,x-at-bs,answers-at-bs-2 | answers,answers-answer,x,x-answer",
                "x-answer | x | po | bs | x-answer-at-bs,x-at-bs,answers-at-bs | x-answer,x-answer-answer,x,x-answer-2",
                "x | x-answer | po | bs | x-at-bs,x-answer-at-bs,answers-at-bs | x,x-answer-2,x-answer,x-answer-answer",
                "a b | a-b | po | bs | a-b-at-bs,a-b-at-bs-2,answers-at-bs | a b,a b-answer,a-b,a-b-answer",
                "A | a | po | bs | A-at-bs,a-at-bs-2,answers-at-bs | A,A-answer,a,a-answer",
                "a\u00a0b | x | po | bs | a-b-at-bs,x-at-bs,answers-at-bs | a-b,a-b-answer,x,x-answer",
                "a | x | B s | b-S | a-at-b-S-2,x-at-b-S-2,answers-at-b-S-2 | a,a-answer,x,x-answer",
                "a | x | Cloud | po-at-x | a-at-po-at-x,x-at-po-at-x,answers-at-po-at-x | a,a-answer,x,x-answer",
                "a | x | x-at-bs | bs | a-at-bs,x-at-bs-2,answers-at-bs | a,a-answer,x,x-answer"
            })
    void namesThatAreMadeUpDiffer(
            String first, String second, String middle, String edge, String nodes, String tuples) {
        Path file = own(first, second, middle, edge, 80);
        YamlNode document = YamlNode.read(file);
        FogExport.Result made = FogExport.of(document, Scenarios.read(file), MILLISECOND);
        assertEquals(
                List.of(nodes.split(",")),
                made.topology().nodes().stream()
                        .filter(node -> !(node instanceof FogNode.Device))
                        .map(FogNode::name)
                        .toList());
        // Of each class the request comes before the answer.
        assertEquals(
                List.of(tuples.split(",")),
                made.application().edges().stream()
                        .map(FogApplication.Edge::tupleType)
                        .toList());
        FogImport.Result back = imported(made.topology());
        assertEquals(List.of(), back.notes());
        ServingScenario again = Scenarios.read(Samples.file(folder, "again.yaml", back.scenario()));
        assertEquals(
                List.of(first, second),
                again.workload().classes().stream().map(StreamClass::name).toList());
        assertEquals(
                List.of("dc", middle, edge, "spare"),
                again.topology().sites().stream().map(Site::name).toList());
        assertEquals(
                made.topology(),
                FogExport.of(YamlNode.read(folder.resolve("again.yaml")), again, MILLISECOND)
                        .topology());
        if (middle.equals("Cloud")) {
            assertEquals("Cloud-2", made.topology().devices().get(1).name());
        }
    }

    /** No name is longer than iFogSim2's files may have, however long those are that it is made of. */
    @Test
    void longNamesAreCut() {
        String pair = "\ud83d\ude00";
        String name = "c" + pair.repeat(150);
        Path file = own(name, name + "d", "po", "e".repeat(250), 80);
        FogTopology topology = FogExport.of(YamlNode.read(file), Scenarios.read(file), MILLISECOND)
                .topology();
        String first = topology.sensors().get(0).sensorType();
        assertEquals("c" + pair.repeat(127), first);
        assertEquals("c" + pair.repeat(126) + "-2", topology.sensors().get(1).sensorType());
        assertEquals(255, topology.sensors().get(0).name().length());
    }

    /** What iFogSim2 must have and the scenario does not say is told with its values; 1 Mbit/s is 125 bytes in 1 ms. */
    @Test
    void whatIsMadeUpIsTold() {
        Path file = own("a", "b", "po", "bs", 80);
        FogExport.Result made = FogExport.of(YamlNode.read(file), Scenarios.read(file), MILLISECOND);
        for (String said : List.of(
                "upBw of 'cloud', which has no uplink, is made up: 50000 bytes per time unit, as its downBw",
                "downBw is one for all links below a device, the narrowest one's [bytes per time unit]: 'cloud' 50000.0"
                        + " instead of up to 100000.0",
                "downBw of a device with nothing below is made up, that of its uplink [bytes per time unit]: 'spare'"
                        + " 50000.0",
                "mips 1000 and ram 1 MB of devices without workers are made up: 'po', 'bs', 'spare'",
                "ram 10 MB, mips 1000 and size 10000 MB of modules are made up, and ratePerMips 0 of devices")) {
            assertTrue(made.notes().contains(said), String.join("\n", made.notes()));
        }
        assertFalse(made.notes().toString().contains("rounded"), made.notes().toString());
        assertEquals(50_000, made.topology().devices().get(0).upBandwidth());
        assertEquals(10, made.application().modules().get(0).ram());
    }

    /** A millionth of 1 Mbit/s is 0.000125 bytes in 1 ms, for which 1 is written: 7999 times more than there was. */
    @ParameterizedTest
    @CsvSource({"0.001,700", "0.012,33.3", "0.000001,8.00e+05"})
    void roundingIsToldAsItIs(double mbps, String percent) {
        Path file = own("a", "b", "po", "bs", mbps);
        FogExport.Result made = FogExport.of(YamlNode.read(file), Scenarios.read(file), MILLISECOND);
        assertTrue(
                made.notes()
                        .contains("bandwidths are rounded to whole bytes per time unit, by up to " + percent + " %"),
                String.join("\n", made.notes()));
    }

    /** What stands among Virga's own keys and comes to nothing is told as other unknown keys are. */
    @Test
    void unknownKeysAmongOurOwnAreTold() {
        Path file = own("a", "b", "po", "bs", 80);
        String text = FogTopologyFile.write(FogExport.of(YamlNode.read(file), Scenarios.read(file), MILLISECOND)
                .topology());
        String more = text.replace("\"time_unit_s\"", "\"foo\": {\"a\": 1}, \"time_unit_s\"")
                .replace("\"sensorType\": \"a\"", "\"virga\": 7, \"sensorType\": \"a\"")
                .replace("\"destination\": \"po\"", "\"virga\": {}, \"destination\": \"po\"");
        FogTopology topology = FogTopologyFile.read(Samples.file(folder, "t.json", more));
        assertEquals(
                List.of(
                        "unknown key is left out: virga of node 'a-at-bs', link bs - po",
                        "unknown key is left out: virga.foo of the document"),
                FogImport.of(topology, "x", "x.csv", 1).notes());
    }
}
