// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another way of running batches than Virga's own, on cases that can be followed by hand. */
class IterationBatchingTest {
    /** Clients send one query, within this time of their arrival. */
    private static final double PHASE = 1e-6;

    private static final int LONG = 0;
    private static final int SHORT = 1;
    private static final int LATE_SHORT = 2;

    /** An iteration with b queries takes (1 + b) / 4 s, and holds at most two. */
    private static ServingScenario scenario(double... arrivals) {
        var device = TestScenarios.device("d");
        ModelVariant variant = TestScenarios.variant("m", device, 0.25, 0.25, 2, 1);
        Worker worker = new Worker("w", device, 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        List<StreamClass> classes = List.of(streamClass("long", 3), streamClass("short", 1), streamClass("late", 1));
        List<Client> clients = new ArrayList<>();
        for (int k = 0; k < arrivals.length; k++) {
            clients.add(new Client(arrivals[k], k, 0, PHASE));
        }
        ServingSettings settings = new ServingSettings(
                        10,
                        0,
                        ServingSettings.Binding.STREAM,
                        1e9,
                        0,
                        JitterModel.none(),
                        ServiceLaw.deterministic(),
                        1)
                .withInstances(InstanceRules.DEFAULT.with(Batching.dynamic(0)));
        return new ServingScenario(
                "iterations", new EdgeTopology(List.of(site)), Workload.replay(classes, clients), settings, List.of());
    }

    private static StreamClass streamClass(String name, double size) {
        QueryProcess queries = QueryProcess.periodic(1 / PHASE);
        return new StreamClass(name, TestScenarios.TASK, 1, queries, size, 0, 0, 1e9, 0, 1);
    }

    private static ServingEngine engine(ServingScenario scenario) {
        List<StreamClass> classes = scenario.workload().classes();
        Runs.Choice iterations = (topology, queries, calendar, meters) ->
                new Runs[] {new IterationRuns(topology, classes, queries, calendar, meters)};
        return new ServingEngine(scenario, new Closest(), iterations, 1);
    }

    @Test
    void queriesEnterAndLeaveBetweenIterations() {
        ServingScenario scenario = scenario(0, 0.25, 0.75);
        ServingEngine engine = engine(scenario);
        ServingStatistics result = engine.finish();
        // Iterations: 0 to 0.5 the long one alone; to 1.25 with the short one; to 2 with the late one, which had to
        // wait.
        assertEquals(2, result.meanLatency(LONG), 1e-5);
        assertEquals(1, result.meanLatency(SHORT), 1e-5);
        assertEquals(1.25, result.meanLatency(LATE_SHORT), 1e-5);
        assertEquals(2, engine.busyTime(0), 1e-5);
        assertEquals(3, engine.processed());

        // As batches: the long one from 0 to 1, the other two from there to 1.75.
        ServingStatistics batches = new ServingEngine(scenario, new Closest(), 1).finish();
        assertEquals(1, batches.meanLatency(LONG), 1e-5);
        assertEquals(1.5, batches.meanLatency(SHORT), 1e-5);
        assertEquals(1, batches.meanLatency(LATE_SHORT), 1e-5);
    }

    @Test
    void aFailureLosesWhatIsInsideAndNothingOfItComesLater() {
        ServingEngine engine = engine(scenario(0, 0.25, 1.125));
        engine.advance(1);
        engine.failWorker(0);
        engine.recoverWorker(0);
        assertEquals(0, engine.queriesUnderWay());
        ServingStatistics result = engine.finish();
        assertEquals(2, result.lost());
        assertEquals(1, result.served());
        assertEquals(0.5, result.meanLatency(LATE_SHORT), 1e-5);
    }
}
