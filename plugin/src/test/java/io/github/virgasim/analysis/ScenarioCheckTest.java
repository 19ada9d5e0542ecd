// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.Finding.Kind;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.TestScenarios;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioCheckTest {
    @TempDir
    private Path folder;

    static Stream<String> bundled() {
        return Scenarios.names().stream();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void whatShipsIsFreeOfFindings(String name) {
        assertEquals(List.of(), ScenarioCheck.of(Scenarios.named(name)).findings());
        assertEquals(List.of(), ScenarioCheck.catalogue(ModelCatalog.embedded()));
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void bundledCandidatesAreCountedAsTheEngineFindsThem(String name) {
        assertCounted(Scenarios.named(name));
    }

    @Test
    void randomCandidatesAreCountedAsTheEngineFindsThem() {
        for (int seed = 0; seed < 200; seed++) {
            assertCounted(TestScenarios.random(seed));
            assertCounted(TestScenarios.randomlyShared(seed));
        }
    }

    private static void assertCounted(ServingScenario scenario) {
        ScenarioCheck check = ScenarioCheck.of(scenario);
        EdgeTopology topology = scenario.topology();
        double[] planned = new double[topology.sites().size()];
        Arrays.fill(planned, 1);
        List<StreamClass> classes = scenario.workload().classes();
        for (int site = 0; site < planned.length; site++) {
            Link[] paths = topology.pathsFrom(site, planned);
            for (int k = 0; k < classes.size(); k++) {
                int found = new Candidates(topology.instances(), paths, classes.get(k)).size();
                assertEquals(found, check.candidates(site, k), scenario.name() + ", site " + site + ", class " + k);
            }
        }
    }

    /** Changes one value of the first class, ar-headset, whose 0.12 of the clients are at nine base stations. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deadline_ms: 60     | deadline_ms: 0.15   | class ar-headset, all 9 sites: no candidate: deadline_ms 0.15; the fastest, yolov8n on co-1/gpu, needs 30.96 (seconds?)
            deadline_ms: 60     | deadline_ms: 30     | class ar-headset, all 9 sites: no candidate: deadline_ms 30; the fastest, yolov8n on co-1/gpu, needs 30.96
            min_accuracy: 37    | min_accuracy: 99    | class ar-headset, all 9 sites: no candidate: min_accuracy 99; the best, yolov9m, has 51.4
            min_accuracy: 37    | min_accuracy: 0.37  | class ar-headset: suspicious: min_accuracy 0.37; accuracies go from 0 to 100 (a fraction?)
            input_size: 0.4096  | input_size: 640     | class ar-headset, all 9 sites: no candidate: input_size 640; the largest in time is 17.19 Mpixel (pixels?)
            rate_qps: 30        | rate_qps: 3000      | class ar-headset, all 9 sites: no room: rate_qps 3000; yolov8n on dc/gpu takes at most 2711 of one client
            share: 0.12         | share: 0.5          | classes: suspicious: share sum of 1.38; 1 in all is usual; shares count relative to each other
            mean_lifetime_s: 120| mean_lifetime_s: 1e-6 | class ar-headset: no queries: duration_s 1200; 0.00432 queries are expected in it, of 144 clients
            """)
    void oneValueThatCannotWork(String find, String with, String text) throws IOException {
        assertFindings(edited("aset-full-edge", find, with), text);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            aset-full-edge | , bert-large]  | ]   | class voice-assistant, all 9 sites: no candidate: deadline_ms 250; | none
            aset-dc-cloud  | , bert-large]  | ]   | class voice-assistant, all 9 sites: no candidate: task question-answering; models are deployed for image-classification, object-detection | x
            aset-full-edge | delay_ms: 2, jitter_ms: 0.3 | delay_ms: 0.002, jitter_ms: 0 | 9 sites (bs-1, ...): suspicious: uplink.delay_ms 0.002; at least 0.1 is usual (seconds?) | x
            aset-full-edge | access: {delay_ms: 4 | access: {delay_ms: 0.004 | 9 sites (bs-1, ...): suspicious: access.delay_ms 0.004; at least 0.1 is usual (seconds?) | x
            aset-full-edge | lambda_per_min: 60 | lambda_per_min: 1e-9 | class ar-headset: no queries: duration_s 1200; 0.00000864 queries are expected in it, of 2.4E-9 clients | 5
            """)
    void oneChangeInTheTopologyOrTheClients(String name, String find, String with, String text, String more)
            throws IOException {
        ServingScenario scenario = edited(name, find, with);
        if (more.equals("none")) {
            assertEquals(List.of(), ScenarioCheck.of(scenario).findings());
        } else if (more.equals("x")) {
            assertFindings(scenario, text);
        } else {
            assertEquals(5, texts(scenario).size());
            assertEquals(text, texts(scenario).get(0));
        }
    }

    @Test
    void sitesAreGroupedAndOthersNotBlamed() throws IOException {
        String far = "  - name: far\n    count: 3\n    tier: edge\n"
                + "    uplink: {to: co, delay_ms: 40, jitter_ms: 0, bandwidth_mbps: 1000}\n"
                + "    access: {delay_ms: 4, jitter_ms: 2.5, bandwidth_mbps: 200}\n    client_weight: 1\n\nclients:";
        ServingScenario scenario = edited("aset-full-edge", "\nclients:", far);
        assertTrue(
                texts(scenario)
                        .get(0)
                        .startsWith("class ar-headset, 3 of 12 sites (far-1, ...): no candidate: deadline_ms 60;"),
                texts(scenario).get(0));
        Finding finding = ScenarioCheck.of(scenario).findings().get(0);
        assertEquals(List.of("far-1", "far-2", "far-3"), finding.sites());
        assertEquals(12, finding.ofSites());
        assertEquals(Kind.NO_CANDIDATE, finding.kind());
        assertEquals("deadline_ms", finding.requirement());
    }

    @Test
    void anotherRequirementThatCouldGiveWayIsNamed() throws IOException {
        // From bs-1 yolov9m in the data centre takes 2 x (14 + 2 x 2.709) + 2.628 + 6.54 + 2.48 = 50.49 ms.
        assertFindings(
                edited("aset-full-edge", "deadline_ms: 60", "deadline_ms: 45", "min_accuracy: 37", "min_accuracy: 51"),
                "class ar-headset, all 9 sites: no candidate: deadline_ms 45; the fastest, yolov9m on dc/gpu, needs 50.49,"
                        + " or min_accuracy at most 50.2");
    }

    @Test
    void distancesThatDifferAreGivenAsARange() throws IOException {
        String near = "  - name: near\n    tier: edge\n"
                + "    uplink: {to: dc, delay_ms: 2, jitter_ms: 1, bandwidth_mbps: 1000}\n"
                + "    access: {delay_ms: 14, jitter_ms: 2.5, bandwidth_mbps: 200}\n    client_weight: 1\n\nclients:";
        ServingScenario scenario = edited("aset-dc-cloud", "deadline_ms: 60", "deadline_ms: 40", "\nclients:", near);
        assertFindings(
                scenario,
                "class ar-headset, all 10 sites: no candidate: deadline_ms 40; the fastest need 48.56 to 52.5");
    }

    /** What is said to do, does: with the nearest value in its place there are candidates, with a little less there are none. */
    @Test
    void theNearestValueDoes() throws IOException {
        Finding deadline = only(edited("aset-full-edge", "deadline_ms: 60", "deadline_ms: 5"));
        String needs = deadline.nearest().replaceAll(".* needs ", "").replaceAll("[^0-9.].*", "");
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "deadline_ms: 60", "deadline_ms: " + needs))
                        .findings());
        double less = Double.parseDouble(needs) - 0.02;
        only(edited("aset-full-edge", "deadline_ms: 60", "deadline_ms: " + less));

        Finding size = only(edited("aset-full-edge", "input_size: 0.4096", "input_size: 409600"));
        double largest = Double.parseDouble(size.nearest().replaceAll("[^0-9.]+([0-9.]+).*", "$1"));
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "input_size: 0.4096", "input_size: " + largest))
                        .findings());
        only(edited("aset-full-edge", "input_size: 0.4096", "input_size: " + 1.002 * largest));

        Finding rate = only(edited("aset-full-edge", "rate_qps: 30", "rate_qps: 3000"));
        double most = Double.parseDouble(rate.nearest().replaceAll(".* most ([0-9.]+).*", "$1"));
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "rate_qps: 30", "rate_qps: " + most))
                        .findings());
        only(edited("aset-full-edge", "rate_qps: 30", "rate_qps: " + 1.002 * most));
    }

    /** The engine agrees: a class found to have no candidate or no room is rejected throughout, all others are not. */
    @ParameterizedTest
    @CsvSource({
        "deadline_ms: 60, deadline_ms: 0.15",
        "min_accuracy: 37, min_accuracy: 99",
        "input_size: 0.4096, input_size: 640",
        "rate_qps: 30, rate_qps: 3000"
    })
    void whatIsFoundIsRejectedByTheEngine(String find, String with) throws IOException {
        ServingScenario scenario = edited(
                "aset-full-edge", find, with, "warmup_s: 600", "warmup_s: 0", "duration_s: 1200", "duration_s: 60");
        only(scenario);
        ServingStatistics run = new ServingEngine(scenario, new LeastImpedance(), 1).finish();
        assertTrue(run.offered(0) > 100, "queries " + run.offered(0));
        assertEquals(run.offered(0), run.rejected(0));
        for (int k = 1; k < 5; k++) {
            assertTrue(run.served(k) > 0, "class " + k);
        }
    }

    @Test
    void candidatesThatNobodyLoads() throws IOException {
        String models = "models: [yolov8n, yolov8m, yolov9m, efficientnet-b4, bert-large]";
        String loadable = "models: [yolov8n]\n        loadable: [yolov8m, yolov9m, efficientnet-b4, bert-large]";
        assertEquals(
                List.of(
                        "class quality-inspection, all 9 sites: nothing loaded: placement_period_s none; all candidates are"
                                + " only loadable; set a period, or a placement policy in the engine",
                        "class video-surveillance, all 9 sites: nothing loaded: placement_period_s none; all candidates are"
                                + " only loadable; set a period, or a placement policy in the engine",
                        "class visual-search, all 9 sites: nothing loaded: placement_period_s none; all candidates are only"
                                + " loadable; set a period, or a placement policy in the engine",
                        "class voice-assistant, all 9 sites: nothing loaded: placement_period_s none; all candidates are"
                                + " only loadable; set a period, or a placement policy in the engine"),
                texts(edited("aset-dc-cloud", models, loadable)));
        assertEquals(
                List.of(),
                texts(edited("aset-dc-cloud", models, loadable, "jitter:", "placement_period_s: 10\n  jitter:")));
        List<String> late =
                texts(edited("aset-dc-cloud", models, loadable, "jitter:", "placement_period_s: 1300\n  jitter:"));
        assertTrue(
                late.get(0)
                        .contains(
                                "nothing loaded: placement_period_s 1300; all candidates are only loadable; none is in"
                                        + " memory before 1300, the run ends at 1200"),
                late.get(0));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            1700000000,ar-headset,bs-1,60; 1700000009,ar-headset,bs-2,60 | client trace: no queries: time_s from 1700000000 on; the run ends at 1200 (epoch seconds?)
            1200,ar-headset,bs-1,60                                      | client trace: no queries: time_s from 1200 on; the run ends at 1200
            0,ar-headset,bs-1,60; 500,ar-headset,bs-1,100                | client trace: no queries: warmup_s 600; the last client leaves at 600, so that none counts
            0,ar-headset,bs-1,700; 1700000000,ar-headset,bs-1,1          | none
            """)
    void tracesThatBringNobody(String clients, String text) throws IOException {
        Files.writeString(
                folder.resolve("clients.csv"), "time_s,class,site,lifetime_s\n" + clients.replace("; ", "\n") + "\n");
        ServingScenario scenario = edited(
                "aset-full-edge", "arrivals: poisson\n  lambda_per_min: 60", "arrivals: trace\n  file: clients.csv");
        assertEquals(text.equals("none") ? List.of() : List.of(text), texts(scenario));
        boolean counts =
                new ServingEngine(scenario, new LeastImpedance(), 1).finish().offered() > 0;
        assertEquals(text.equals("none"), counts);
    }

    @Test
    void onlySitesAndClassesOfTheTraceAreBlamed() throws IOException {
        Files.writeString(folder.resolve("clients.csv"), "time_s,class,site,lifetime_s\n0,ar-headset,bs-2,700\n");
        ServingScenario scenario = edited(
                "aset-full-edge",
                "arrivals: poisson\n  lambda_per_min: 60",
                "arrivals: trace\n  file: clients.csv",
                "deadline_ms: 60",
                "deadline_ms: 1",
                "min_accuracy: 87",
                "min_accuracy: 99");
        assertFindings(
                scenario,
                "class ar-headset, site bs-2: no candidate: deadline_ms 1; the fastest, yolov8n on co-1/gpu, needs 30.96");
    }

    @Test
    void disturbancesBehindTheEnd() throws IOException {
        String one = "\ndisturbances:\n  - {at_s: 1300, fail: dc/gpu}\n  - {at_s: 1200, recover: dc/gpu}\nserving:";
        assertFindings(
                edited("aset-full-edge", "\nserving:", one),
                "disturbance: never happens: at_s 1300; the run ends at 1200");
        String two = "\ndisturbances:\n  - {at_s: 1500, fail: dc/gpu}\n  - {at_s: 1300, fail: co-1/gpu}\nserving:";
        assertFindings(
                edited("aset-full-edge", "\nserving:", two),
                "2 disturbances: never happens: at_s from 1300; the run ends at 1200");
    }

    @Test
    void slipsInTheCatalogueAreFoundWhereItIsDeployedAndByItself() throws IOException {
        for (String table : List.of("tasks", "devices", "models", "variants")) {
            Files.writeString(folder.resolve(table + ".csv"), EditedScenario.text("catalog/" + table + ".csv"));
        }
        replace("models.csv", "yolov8n,object-detection,37.3", "yolov8n,object-detection,0.373");
        replace(
                "variants.csv",
                "yolov8n,xavier-nx,1.9814,14.9247,5.144,151.32",
                "yolov8n,xavier-nx,1.9814,14.9247,5.144,15.132");
        replace("variants.csv", "yolov8s,xavier-nx,2.6515,27.3304", "yolov8s,xavier-nx,0.0026515,0.0273304");
        replace("variants.csv", "yolov8n,a100,0.5954", "yolov8n,a100,0.0005954");
        ServingScenario scenario = edited(
                "aset-full-edge",
                "scenario: aset-full-edge",
                "scenario: x\ncatalog: .",
                "min_accuracy: 37",
                "min_accuracy: 0");
        assertFindings(
                scenario,
                "model yolov8n: suspicious: accuracy 0.373; accuracies go from 0 to 100 (a fraction?)",
                "2 variants (yolov8n@xavier-nx, ...): suspicious: max_throughput_qps 15.13; the service law gives 151.3:"
                        + " replicas x max_batch / time of a full batch",
                "variant yolov8s@xavier-nx: suspicious: intercept_ms + slope_ms_per_unit x reference_size 0.01385; at least"
                        + " 0.1 is usual (seconds?)");
        List<String> all = ScenarioCheck.catalogue(ModelCatalog.read(folder)).stream()
                .map(Finding::text)
                .toList();
        assertTrue(
                all.stream().anyMatch(text -> text.startsWith("3 variants (yolov8n@xavier-nx, ...): suspicious: max")),
                all.toString());
    }

    @Test
    void strictUsersGetAllFindingsAtOnce() throws IOException {
        ServingScenario scenario =
                edited("aset-full-edge", "deadline_ms: 60", "deadline_ms: 1", "min_accuracy: 51", "min_accuracy: 99");
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> ScenarioCheck.of(scenario).requireNone())
                .getMessage();
        assertEquals(texts(scenario), message.lines().toList());
        assertEquals(2, texts(scenario).size());
        ScenarioCheck.of(Scenarios.named("aset-full-edge")).requireNone();
    }

    @Test
    void thousandsOfSitesAreGroupedAndCheap() throws IOException {
        ServingScenario scenario = edited(
                "aset-full-edge-isp",
                "count: 320",
                "count: 2000",
                "device: xavier-nx",
                "count: 5\n        device: xavier-nx",
                "deadline_ms: 60",
                "deadline_ms: 6");
        assertEquals(2000 * 5 + 20 * 2 + 8, scenario.topology().workers().size());
        List<Finding> findings = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> ScenarioCheck.of(scenario).findings());
        assertEquals(
                List.of(
                        "class ar-headset, all 2,000 sites: no candidate: deadline_ms 6; the fastest, yolov8n on co-1/gpu-1, needs"
                                + " 30.96"),
                findings.stream().map(Finding::text).toList());
        assertEquals(2000, findings.get(0).sites().size());
    }

    private static Finding only(ServingScenario scenario) {
        List<Finding> findings = ScenarioCheck.of(scenario).findings();
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }

    private static void assertFindings(ServingScenario scenario, String... expected) {
        assertEquals(List.of(expected), texts(scenario));
    }

    private static List<String> texts(ServingScenario scenario) {
        return EditedScenario.texts(scenario);
    }

    private ServingScenario edited(String name, String... pairs) throws IOException {
        return EditedScenario.edited(folder, name, pairs);
    }

    private void replace(String file, String find, String with) throws IOException {
        EditedScenario.replace(folder, file, find, with);
    }
}
