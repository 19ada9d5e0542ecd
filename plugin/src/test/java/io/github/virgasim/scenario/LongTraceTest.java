// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ChildJvm;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces that would not fit into the memory if they were kept as objects. */
class LongTraceTest {
    private static final int CLIENTS = 300_000;
    private static final int GAPS = 500_000;
    private static final int MANY = 30_000;
    private static final double SECONDS = 600;

    @TempDir
    private Path folder;

    /** A tenth of 3 million clients and 5 million gaps, in a tenth of 256 MiB. */
    @Test
    void aTraceThatIsLargerThanTheMemoryIsServedAsIfItWereInMemory() throws IOException, InterruptedException {
        Path scenario = write(CLIENTS, GAPS);
        ChildJvm.Outcome outcome = ChildJvm.run("26m", LongTraceTest.class, scenario.toString());
        assertEquals(0, outcome.exit(), outcome.output());
        ServingScenario streamed = Scenarios.read(scenario);
        List<Client> clients = new ArrayList<>();
        streamed.workload().replayed().forEach(clients::add);
        assertEquals(CLIENTS, clients.size());
        ServingScenario inMemory = new ServingScenario(
                "in-memory",
                streamed.topology(),
                Workload.replay(streamed.workload().classes(), clients),
                streamed.settings(),
                List.of());
        assertEquals(serve(inMemory), outcome.output().strip());
        assertEquals(
                CLIENTS / clients.get(CLIENTS - 1).time(), streamed.workload().clientRate());
    }

    @Test
    void aMistakeInTheLastLineIsFoundBeforeTheRun() throws IOException {
        Path scenario = write(MANY, 10);
        Path trace = folder.resolve("clients.csv");
        String good = Files.readString(trace);
        for (String wrong : List.of(
                SECONDS + ",nobody,bs-1,1\tfield 'class'|class must be",
                SECONDS + ",car,bs-1,-1\tfield 'lifetime_s'",
                "1,car,bs-1,1\tmust not be before the line above",
                SECONDS + ",car,dc,1\tmust be a site with an access link",
                SECONDS + ",car,bs-1\thas 3 cells, must have 4 as the header")) {
            String[] parts = wrong.split("\t");
            Files.writeString(trace, good + parts[0] + "\n");
            InvalidInputException e = assertThrows(InvalidInputException.class, () -> Scenarios.read(scenario));
            assertTrue(e.getMessage().contains("clients.csv, line " + (MANY + 2)), e.getMessage());
            assertTrue(List.of(parts[1].split("\\|")).stream().anyMatch(e.getMessage()::contains), e.getMessage());
        }
    }

    /** Serves a scenario and prints the outcome. */
    public static void main(String[] arguments) {
        System.out.println(serve(Scenarios.read(Path.of(arguments[0]))));
    }

    private static String serve(ServingScenario scenario) {
        ServingStatistics result = new ServingEngine(scenario, new LeastImpedance(), 1).finish();
        assertTrue(result.served() > 10_000, "served " + result.served());
        return result.offered() + " " + result.served() + " " + result.meanLatency(0);
    }

    private Path write(int many, int gapped) throws IOException {
        Random random = new Random(1);
        StringBuilder clients = new StringBuilder("time_s,class,site,lifetime_s\n");
        for (int i = 0; i < many; i++) {
            clients.append(String.format(
                    Locale.ROOT,
                    "%.4f,car,bs-%d,%.3f%n",
                    i * SECONDS / many,
                    1 + random.nextInt(2),
                    0.01 + 0.1 * random.nextDouble()));
        }
        Files.writeString(folder.resolve("clients.csv"), clients);
        StringBuilder gaps = new StringBuilder("gap_s\n");
        for (int i = 0; i < gapped; i++) {
            gaps.append(String.format(Locale.ROOT, "%.4f%n", random.nextDouble()));
        }
        Files.writeString(folder.resolve("gaps.csv"), gaps);
        return Files.writeString(folder.resolve("scenario.yaml"), """
                scenario: long-trace
                sites:
                  - name: dc
                    tier: data-center
                    workers:
                      - {name: gpu, count: 2, device: rtx-3090, models: [yolov8n]}
                  - name: bs
                    count: 2
                    tier: edge
                    uplink: {to: dc, delay_ms: 2, jitter_ms: 0.3, bandwidth_mbps: 1000}
                    access: {delay_ms: 4, jitter_ms: 2.5, bandwidth_mbps: 200}
                    client_weight: 1
                clients:
                  arrivals: trace
                  file: clients.csv
                classes:
                  - name: car
                    task: object-detection
                    share: 1
                    queries: trace
                    queries_file: gaps.csv
                    input_size: 0.4
                    request_kb: 60
                    response_kb: 2
                    deadline_ms: 100
                    min_accuracy: 30
                    mean_lifetime_s: 1
                serving:
                  duration_s: 600
                  binding: query
                """);
    }
}
