// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioBuilderTest {
    private static final String YAML = """
            scenario: built
            sites:
              - name: dc
                tier: data-center
                workers:
                  - {name: gpu, device: rtx-3090, models: [yolov8n, yolov8m], cpus: 2, ram_mib: 1000}
              - name: bs
                tier: edge
                uplink: {to: dc, delay_ms: 10, jitter_ms: 1, bandwidth_mbps: 1000}
                access: {delay_ms: 4, jitter_ms: 2, bandwidth_mbps: 200}
                client_weight: 1
                workers:
                  - {name: gpu, device: xavier-nx, models: [yolov8n]}
            clients: {arrivals: poisson, lambda_per_min: 60}
            classes:
              - name: camera
                task: object-detection
                share: 1
                queries: periodic
                rate_qps: 20
                input_size: 0.4096
                request_kb: 60
                response_kb: 2
                deadline_ms: 60
                min_accuracy: 37
                mean_lifetime_s: 20
            serving: {duration_s: 40, warmup_s: 10}
            """;

    private static StreamClassBuilder camera() {
        return new StreamClassBuilder("camera", "object-detection")
                .queries(QueryProcess.periodic(20), 0.4096)
                .bytes(60_000, 2_000)
                .deadline(0.06)
                .minAccuracy(37)
                .meanLifetime(20);
    }

    private static ScenarioBuilder built() {
        return new ScenarioBuilder("built")
                .site(new SiteBuilder("dc", Tier.DATA_CENTER)
                        .worker(new WorkerBuilder("gpu", "rtx-3090")
                                .models("yolov8n", "yolov8m")
                                .cpus(2)
                                .ram(1000)))
                .site(new SiteBuilder("bs", Tier.EDGE)
                        .uplink("dc", new Link(0.010, 0.001, 1e9))
                        .clients(1, new Link(0.004, 0.002, 200e6))
                        .worker(new WorkerBuilder("gpu", "xavier-nx").models("yolov8n")))
                .streamClass(camera())
                .clients(ClientArrivals.poisson(1))
                .duration(40)
                .warmup(10);
    }

    @Test
    void aScenarioInJavaIsTheOneInAFile(@TempDir Path folder) throws IOException {
        ServingScenario read = Scenarios.read(Files.writeString(folder.resolve("built.yaml"), YAML));
        ServingScenario built = built().build();
        assertEquals(read.topology().sites(), built.topology().sites());
        assertEquals(read.name(), built.name());
        RunSummary one = ServingRun.execute(read, new LeastImpedance(), 1).summary();
        RunSummary other = ServingRun.execute(built, new LeastImpedance(), 1).summary();
        assertEquals(one, other);
        assertTrue(one.served() > 1000, "served " + one.served());
    }

    @Test
    void whatIsMissingOrWrongIsSaid() {
        assertThrows(IllegalStateException.class, () -> new ScenarioBuilder("empty").build());
        ScenarioBuilder noQueries = built().streamClass(new StreamClassBuilder("silent", "object-detection"));
        assertTrue(assertThrows(IllegalStateException.class, noQueries::build)
                .getMessage()
                .contains("silent"));
        ScenarioBuilder unknown =
                built().site(new SiteBuilder("x", Tier.EDGE).worker(new WorkerBuilder("w", "no-gpu")));
        assertTrue(assertThrows(InvalidInputException.class, unknown::build)
                .getMessage()
                .contains("no-gpu"));
        assertThrows(InvalidInputException.class, () -> built().duration(5).build());
        assertThrows(NullPointerException.class, () -> built().jitter(null).build());
    }

    @Test
    void theTimelineIsAsFineAsSet() {
        assertEquals(10, built().build().settings().timelineInterval());
        assertEquals(2.5, built().timelineInterval(2.5).build().settings().timelineInterval());
    }
}
