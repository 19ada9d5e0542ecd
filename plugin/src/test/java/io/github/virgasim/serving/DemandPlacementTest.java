// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loading on demand: cameras by day, speech by night, and a GPU with room for one of the two models. */
class DemandPlacementTest {
    private static final GpuSpec DEVICE = TestScenarios.device("d");
    private static final InferenceTask SEE = new InferenceTask("see", "%", "unit", 1, "test");
    private static final InferenceTask HEAR = new InferenceTask("hear", "%", "unit", 1, "test");

    private static ModelVariant variant(String name, InferenceTask task) {
        return new ModelVariant(new DnnModel(name, task, 50, 1, "test"), DEVICE, 0.01, 0, 0, 100, 600, 1, 1, "test");
    }

    private static ServingEngine engine(double period) {
        Worker worker = new Worker(
                "w",
                DEVICE,
                1,
                1,
                1000,
                List.of(variant("eye", SEE)),
                List.of(variant("ear", HEAR)),
                GpuSharing.exclusive());
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        List<StreamClass> classes = List.of(
                new StreamClass("camera", SEE, 1, QueryProcess.periodic(20), 1, 0, 0, 1, 0, 1),
                new StreamClass("speaker", HEAR, 1, QueryProcess.periodic(20), 1, 0, 0, 1, 0, 1));
        Workload workload = Workload.replay(classes, List.of(new Client(0, 0, 0, 50), new Client(50, 1, 0, 50)));
        ServingSettings settings = new ServingSettings(
                        100, 0, ServingSettings.Binding.STREAM, 1, 0, JitterModel.none(), ServiceLaw.deterministic(), 1)
                .withInstances(new InstanceRules(
                        Batching.dynamic(0), Integer.MAX_VALUE, InstanceRules.Drop.NEWEST, 600, 1, period));
        return new ServingEngine(
                new ServingScenario("shift", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new LeastImpedance(),
                8);
    }

    @Test
    void whatIsMissedReplacesWhatIsIdle() {
        ServingEngine fixed = engine(Double.POSITIVE_INFINITY);
        assertEquals(fixed.finish().offered(1), fixed.statistics().rejected(1));

        ServingEngine engine = engine(4);
        ServingStatistics result = engine.finish();
        assertEquals(result.offered(0), result.served(0));
        // At most 4 s until the next decision, and a cold start of 600 / 600 + 1 = 2 s, at 20 queries/s.
        long rejected = result.rejected(1);
        assertTrue(rejected >= 40 && rejected <= 121, "rejected " + rejected);
        assertEquals(result.offered(1) - rejected, result.served(1));
    }

    @Test
    void whatIsInUseStays() {
        ServingEngine engine = engine(4);
        engine.advance(49);
        assertTrue(engine.deployment().stays(0));
        assertEquals(400, engine.deployment().freeMemory(0), 1e-9);
    }
}
