// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios whose GPUs are shared, cut into slices, or short of memory. */
class SharedScenarioTest {
    private static final String SCENARIO = """
            scenario: shared
            sites:
              - name: cloud
                tier: data-center
                workers:
                  - {name: mps, device: a100, models: [resnet-50, yolov8n], sharing: mps, thread_percentage: 50, replicas: 2}
                  - {name: turns, device: a30, models: [resnet-50], loadable: [yolov8n], sharing: time-slicing}
                  - name: mig
                    device: a100
                    mig_card: a100-80gb
                    slices:
                      - {profile: 3g.40gb, models: [yolov8n, resnet-50], sharing: time-slicing, interference: none}
                      - {profile: 1g.10gb, count: 3, models: [resnet-50]}
              - name: edge
                tier: edge
                uplink: {to: cloud, delay_ms: 5, jitter_ms: 1, bandwidth_mbps: 1000}
                access: {delay_ms: 2, jitter_ms: 1, bandwidth_mbps: 100}
                client_weight: 1
                workers:
                  - {name: nano, device: jetson-nano, models: [resnet-18, ssd-mobilenet-v2], sharing: time-slicing, interference: ecsrl}
            clients: {arrivals: poisson, lambda_per_min: 60}
            classes:
              - {name: photo, task: image-classification, share: 1, queries: poisson, rate_qps: 20, input_size: 0.05, request_kb: 10, response_kb: 1, deadline_ms: 200, min_accuracy: 60, mean_lifetime_s: 20, min_confidence: 0.5}
              - {name: video, task: object-detection, share: 1, queries: periodic, rate_qps: 10, input_size: 0.4096, request_kb: 50, response_kb: 1, deadline_ms: 300, min_accuracy: 20, mean_lifetime_s: 20}
            serving:
              duration_s: 60
              warmup_s: 10
              max_utilization: 0.9
              batching: dynamic
              batch_wait_ms: 5
              queue_limit: 50
              drop: expired
              load_bandwidth_mib_s: 2000
              initialization_s: 1
              confidence_concentration: 10
            """;

    @TempDir
    Path folder;

    private ServingScenario read(String text) {
        try {
            Path file = folder.resolve("shared.yaml");
            Files.writeString(file, text);
            return Scenarios.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Worker worker(ServingScenario scenario, String name) {
        return scenario.topology().workers().get(scenario.topology().workerIndex(name));
    }

    @Test
    void modesAndMemoryAreAsWritten() {
        ServingScenario scenario = read(SCENARIO);
        assertEquals(7, scenario.topology().workers().size());
        Worker mps = worker(scenario, "cloud/mps");
        assertEquals(SharingMode.MPS, mps.sharing().mode());
        assertEquals(2, mps.variants().get(0).replicas());
        // With a limit of 50 % nobody is faster than half, alone or not.
        assertEquals(2, mps.slowdown().of(0, new int[] {1, 0}), 1e-9);
        Worker turns = worker(scenario, "cloud/turns");
        assertEquals(1, turns.variants().size());
        assertEquals(1, turns.loadable().size());
        List<Instance> onTurns = scenario.topology().instances().stream()
                .filter(i -> i.worker().equals(turns))
                .toList();
        assertTrue(onTurns.get(0).loaded());
        assertFalse(onTurns.get(1).loaded());
        Worker nano = worker(scenario, "edge/nano");
        assertEquals(2.1265, nano.slowdown().of(0, new int[] {2, 0}), 1e-4);
        assertEquals(Double.POSITIVE_INFINITY, nano.slowdown().of(0, new int[] {9, 0}));
    }

    @Test
    void whatACalibrationHasFoundHolds() throws IOException {
        Path file = folder.resolve("found.csv");
        Files.writeString(file, """
                parameter,value,unit,low,high,cells
                turns/switch,2e-4,s,1e-4,3e-4,9
                turns/slice,0.003,s,,,0
                turns/yield,1e-5,s,,,3
                mps/per_doubling,0.2,1,,,4
                mps/limited,0.6,1,,,4
                """);
        String sliced = SCENARIO.replace(
                "loadable: [yolov8n], sharing: time-slicing",
                "loadable: [yolov8n], sharing: time-slicing, interference: {kind: turns, calibration: found.csv}");
        assertEquals(
                new Turns(2e-4, 0.003, 1e-5),
                worker(read(sliced), "cloud/turns").sharing().law());
        String side = SCENARIO.replace(
                "thread_percentage: 50,",
                "thread_percentage: 50, interference: {kind: occupancy, calibration: found.csv},");
        assertEquals(
                new Occupancy(0.2, 1, 0.5, Occupancy.MPS.memory(), 0.6),
                worker(read(side), "cloud/mps").sharing().law());
        Files.writeString(file, "parameter,value\nturns/switch,2e-4\n");
        for (String broken : List.of(sliced, side)) {
            InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(broken));
            assertTrue(e.getMessage().contains("must be there; the recording has said nothing of it"), e.getMessage());
        }
        String wrong = sliced.replace("kind: turns", "kind: occupancy");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(wrong));
        assertTrue(e.getMessage().contains("must go with sharing: mps"), e.getMessage());
    }

    @Test
    void aScenarioMayAddToTheCatalogue() throws IOException {
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(more.resolve("times.csv"), "model,device,batch,time_ms\nresnet-50,a30,1,1.25\n");
        ServingScenario scenario = read("catalog_extension: more\n" + SCENARIO);
        assertEquals(
                0.00125,
                worker(scenario, "cloud/turns").variants().get(0).times().seconds(1),
                1e-15);
    }

    @Test
    void slicesShareTheCardsPowerAndSlowDownTheWork() {
        ServingScenario scenario = read(SCENARIO);
        List<Worker> slices = scenario.topology().workers().stream()
                .filter(w -> w.name().startsWith("cloud/mig/"))
                .toList();
        assertEquals(
                List.of("cloud/mig/3g.40gb-1", "cloud/mig/1g.10gb-2", "cloud/mig/1g.10gb-3", "cloud/mig/1g.10gb-4"),
                slices.stream().map(Worker::name).toList());
        assertEquals(9856, slices.get(1).gpuMemoryMib());
        var card = worker(scenario, "cloud/mps").device();
        assertEquals(
                card.idlePower(),
                slices.stream().mapToDouble(w -> w.device().idlePower()).sum(),
                1e-9);
        // Six of seven compute slices are cut.
        assertEquals(
                (card.maxPower() - card.idlePower()) * 6 / 7,
                slices.stream()
                        .mapToDouble(w -> w.device().maxPower() - w.device().idlePower())
                        .sum(),
                1e-9);
        var whole = worker(scenario, "cloud/mps").variants().get(0);
        var slice = slices.get(1).variants().get(0);
        assertEquals(whole.intercept(), slice.intercept());
        assertEquals(Math.pow(7, 1.0192), slice.slope() / whole.slope(), 1e-3);
        assertTrue(slice.maxThroughput() < whole.maxThroughput() / 3);
    }

    @Test
    void aScenarioWithEverythingRunsToItsEnd() {
        ServingScenario scenario = read(SCENARIO);
        ServingEngine engine = new ServingEngine(scenario, new LeastImpedance(), 3);
        ServingStatistics result = engine.finish();
        assertEquals(result.offered(), result.served() + result.late() + result.rejected());
        assertTrue(result.served() > 0.5 * result.offered());
        assertTrue(result.escalated(0) > 0);
        assertEquals(0, result.escalated(1));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sharing: mps,            | sharing: fair,              | sharing                        | must be one of: exclusive, mps, time-slicing
            sharing: mps,            | sharing: mig,               | sharing                        | must be one of: exclusive, mps, time-slicing
            sharing: mps,            | sharing: time-slicing,      | thread_percentage              | must be left out where sharing is time-slicing
            sharing: mps, thread_percentage: 50, | sharing: exclusive, | replicas                   | must be left out where sharing is exclusive
            sharing: mps,            | interference: none, sharing: exclusive, | interference       | must be left out where sharing is exclusive
            thread_percentage: 50    | thread_percentage: 0        | thread_percentage              | above 0 and at most 100
            thread_percentage: 50    | thread_percentage: 101      | thread_percentage              | above 0 and at most 100
            replicas: 2              | replicas: 0                 | replicas                       | at least 1
            replicas: 2              | replicas: 200               | cloud/mps                      | must fit into
            loadable: [yolov8n]      | loadable: [resnet-50]       | cloud/turns                    | must not appear twice
            loadable: [yolov8n]      | loadable: [yolo]            | loadable[0]                    | must be one of
            interference: none       | interference: some          | interference                   | must be one of: ecsrl, linear, measured, none
            interference: none       | interference: ecsrl         | interference                   | must be one of: jetson-nano, jetson-tx2, xavier-nx
            interference: ecsrl      | interference: {kind: matrix, file: a.csv}    | kind          | must be one of: counts, linear, occupancy, pairwise
            interference: ecsrl      | interference: {kind: pairwise, file: no.csv} | file          | no such file
            interference: ecsrl      | interference: {kind: pairwise}               | interference  | key 'file' is missing
            mig_card: a100-80gb      | mig_card: a2                | mig_card                       | must be one of: a100-40gb, a100-80gb, a30-24gb
            profile: 3g.40gb         | profile: 3g.20gb            | sites[0].workers[2]            | must be one of: 1g.10gb
            count: 3                 | count: 5                    | sites[0].workers[2]            | must fit its 8 memory slices without overlap
            """)
    void whatIsBrokenInOnePlaceIsRefused(String find, String with, String place, String rule) {
        assertEquals(SCENARIO.indexOf(find), SCENARIO.lastIndexOf(find), find);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(SCENARIO.replace(find, with)));
        assertTrue(e.getMessage().contains("shared.yaml, line"), e.getMessage());
        assertTrue(e.getMessage().contains(place), e.getMessage());
        assertTrue(e.getMessage().contains(rule), e.getMessage());
    }

    @Test
    void keysOfWholeCardsAreRefusedBesideSlices() {
        String both = SCENARIO.replace("mig_card: a100-80gb", "mig_card: a100-80gb\n        models: [resnet-50]");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(both));
        assertTrue(e.getMessage().contains("must stand in the entries of slices"), e.getMessage());
    }
}
