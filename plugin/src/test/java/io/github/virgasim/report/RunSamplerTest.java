// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.virgasim.report.RunSample.Query;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSamplerTest {
    private static final ServingScenario SCENARIO = scenario();

    private static ServingScenario scenario() {
        ServingScenario bundled = Scenarios.named("aset-full-edge").withLambda(15);
        ServingSettings settings = bundled.settings();
        return bundled.withSettings(settings.withDuration(settings.warmup() / 0.9));
    }

    private static ServingRun.Watched watch() {
        return ServingRun.watch(SCENARIO, new LeastImpedance(), 5);
    }

    @Test
    void watchingChangesNothing() {
        ServingRun plain = ServingRun.execute(SCENARIO, new LeastImpedance(), 5);
        ServingRun watched = watch().run();
        assertEquals(plain.summary(), watched.summary());
        assertEquals(plain.energies(), watched.energies());
        assertEquals(plain.busy(), watched.busy());
        assertEquals(plain.largestBatches(), watched.largestBatches());
        assertEquals(plain.statistics().latency(), watched.statistics().latency());
        assertEquals(
                plain.statistics().timeline().length(),
                watched.statistics().timeline().length());
        for (int i = 0; i < plain.statistics().timeline().length(); i++) {
            assertEquals(
                    plain.statistics().timeline().utilization(i),
                    watched.statistics().timeline().utilization(i));
        }
    }

    @Test
    void loadsAddUpToTheRun() {
        ServingRun.Watched watched = watch();
        RunSample sample = watched.sample();
        assertEquals(60, sample.busy().size());
        assertEquals(SCENARIO.settings().duration(), 60 * sample.interval(), 1e-9);
        double busy = 0;
        for (float[] shares : sample.busy()) {
            for (float share : shares) {
                assertTrue(share >= 0 && share <= 1.0001, () -> "share " + share);
            }
        }
        // The warm-up ends with the 54th interval.
        for (float[] shares : sample.busy().subList(54, 60)) {
            for (float share : shares) {
                busy += share;
            }
        }
        int workers = SCENARIO.topology().workers().size();
        assertEquals(watched.run().summary().utilization(), busy / 6 / workers, 1e-4);
    }

    @Test
    void theSampleIsSpreadOverTheRunAndHasTheSlowest() {
        ServingRun.Watched watched = watch();
        RunSample sample = watched.sample();
        RunSummary run = watched.run().summary();
        assertEquals(run.served() + run.late(), sample.answered());
        List<Query> queries = sample.queries();
        assertTrue(queries.size() > 150 && queries.size() <= RunSampler.QUERIES, () -> queries.size() + " queries");
        double slowest = queries.stream().mapToDouble(Query::latency).max().orElseThrow();
        assertEquals(watched.run().statistics().latency().getMaxValue() / 1e6, slowest, 1e-3 * slowest);
        int[] sixths = new int[6];
        for (Query query : queries) {
            assertTrue(query.created() <= query.arrived() && query.arrived() <= query.started());
            assertTrue(query.started() <= query.ended() && query.ended() <= query.completed());
            sixths[(int) Math.min(5, (query.created() - SCENARIO.settings().warmup()) / 12)]++;
        }
        for (int count : sixths) {
            assertTrue(count >= 20, () -> count + " queries in a sixth of the run");
        }
        List<Query> sorted = new ArrayList<>(queries);
        sorted.sort(Comparator.comparingDouble(Query::created));
        assertEquals(sorted, queries);
        assertEquals(queries, watch().sample().queries());
    }

    @Test
    void theTraceHasWhatItsFormatAsksFor() throws IOException {
        RunSample sample = watch().sample();
        JsonNode trace = new ObjectMapper().readTree(QueryTrace.of(List.of(sample)));
        Map<String, Double> open = new TreeMap<>();
        int queries = 0;
        for (JsonNode event : trace.get("traceEvents")) {
            assertTrue(event.get("name").isTextual()
                    && event.get("pid").isInt()
                    && event.get("tid").isInt());
            String thread = event.get("pid") + "/" + event.get("tid");
            if (event.get("ph").asText().equals("M")) {
                assertTrue(event.get("args").get("name").isTextual());
                continue;
            }
            assertEquals("X", event.get("ph").asText());
            double begin = event.get("ts").asDouble();
            double end = begin + event.get("dur").asDouble();
            assertTrue(begin >= 0 && end >= begin);
            if (event.has("cat")) {
                queries++;
                open.put(thread, end);
            } else {
                assertTrue(end <= open.get(thread) + 0.05, "a phase must lie within its query");
            }
        }
        assertEquals(sample.queries().size(), queries);
        assertEquals(queries, open.size(), "each query has a track of its own");
    }
}
