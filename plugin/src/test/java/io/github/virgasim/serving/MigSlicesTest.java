// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.LoadBalancing;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.MigSlice;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card cut into slices: isolated memory and compute. */
class MigSlicesTest {
    private static final GpuSpec A100 =
            new GpuSpec("a100", GpuSpec.Kind.DATACENTER, 76293, 32, 131072, 100, 400, "test");
    private static final MigCard CARD = MigCard.named("a100-80gb");
    private static final InferenceTask MINE = new InferenceTask("mine", "%", "unit", 1, "test");
    private static final InferenceTask THEIRS = new InferenceTask("theirs", "%", "unit", 1, "test");

    private static ModelVariant variant(InferenceTask task, double memory) {
        DnnModel model = new DnnModel("model-of-" + task.name(), task, 50, 1, "test");
        return new ModelVariant(model, A100, 0.001, 0.004, 0, 200, memory, 1, 1, "test");
    }

    private static ServingStatistics run(List<Worker> workers, int neighbours) {
        Site site = new Site("s", Tier.DATA_CENTER, "", Link.NONE, new Link(0.001, 0, 1e9), 1, workers);
        List<StreamClass> classes = List.of(
                new StreamClass("mine", MINE, 1, QueryProcess.periodic(10), 1, 0, 0, 1, 0, 1),
                new StreamClass("theirs", THEIRS, 1, QueryProcess.periodic(10), 1, 0, 0, 1, 0, 1));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 2 + neighbours; i++) {
            clients.add(new Client(0, i < 2 ? 0 : 1, 0, 100));
        }
        ServingScenario scenario = new ServingScenario(
                "slices",
                new EdgeTopology(List.of(site)),
                Workload.replay(classes, clients),
                TestScenarios.settings(50, JitterModel.none(), ServiceLaw.deterministic()),
                List.of());
        return new ServingEngine(scenario, new LoadBalancing(), 5).finish();
    }

    private static List<Worker> slices(double memory) {
        return MigSlice.cut(
                "card",
                A100,
                32,
                131072,
                CARD,
                List.of(
                        new MigSlice("1g.10gb", List.of(variant(MINE, memory)), List.of(), GpuSharing.exclusive()),
                        new MigSlice("2g.20gb", List.of(variant(THEIRS, memory)), List.of(), GpuSharing.exclusive())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void tenantsOfOtherSlicesAreNotFelt(int neighbours) {
        ServingStatistics alone = run(slices(1000), 0);
        ServingStatistics beside = run(slices(1000), neighbours);
        assertTrue(beside.offered(1) > 0);
        assertEquals(alone.offered(0), beside.offered(0));
        assertEquals(alone.latency(0), beside.latency(0));
        assertEquals(alone.meanLatency(0), beside.meanLatency(0));

        // The same two tenants side by side on the whole card feel each other well.
        Worker shared = new Worker(
                "w",
                A100,
                32,
                131072,
                A100.gpuMemoryMib(),
                List.of(variant(MINE, 1000), variant(THEIRS, 1000)),
                List.of(),
                GpuSharing.timeSlicing(LinearInterference.of(1)));
        if (neighbours == 20) {
            assertTrue(run(List.of(shared), 20).meanLatency(0)
                    > 1.05 * run(List.of(shared), 0).meanLatency(0));
        }
    }

    @Test
    void aSliceHoldsNoMoreThanItsOwnMemory() {
        assertEquals(9856, slices(9000).get(0).gpuMemoryMib());
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> slices(10_000));
        assertTrue(e.getMessage().contains("must fit into 9856 MiB"), e.getMessage());
    }

    @Test
    void geometriesThatDoNotFitAreRefused() {
        MigSlice half = new MigSlice("3g.40gb", List.of(variant(MINE, 100)), List.of(), GpuSharing.exclusive());
        MigSlice seventh = new MigSlice("1g.10gb", List.of(variant(MINE, 100)), List.of(), GpuSharing.exclusive());
        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> MigSlice.cut("card", A100, 32, 131072, CARD, List.of(half, half, seventh)));
        assertTrue(e.getMessage().contains("a100-80gb"), e.getMessage());
        assertTrue(e.getMessage().contains("3g.40gb + 3g.40gb + 1g.10gb"), e.getMessage());
    }
}
