// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.scheduling.UniformRandom;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loading and evicting variants while queries are served. */
class ResidencyTest {
    /** Each variant takes 10 MiB: at 20 MiB/s and with 0.25 s besides, a cold start takes 0.75 s. */
    private static final InstanceRules COLD = new InstanceRules(
            Batching.dynamic(0), Integer.MAX_VALUE, InstanceRules.Drop.NEWEST, 20, 0.25, Double.POSITIVE_INFINITY);

    /** A worker with room for two variants, of which it has one. */
    private static ServingEngine engine() {
        List<ModelVariant> variants = IntStream.range(0, 3)
                .mapToObj(i -> TestScenarios.variant("m" + i, TestScenarios.device("d"), 0.01, 0, 1, 1))
                .toList();
        Worker worker = new Worker(
                "w",
                variants.get(0).device(),
                1,
                1,
                25,
                variants.subList(0, 1),
                variants.subList(1, 3),
                GpuSharing.exclusive());
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        ServingSettings settings = new ServingSettings(
                        10, 0, ServingSettings.Binding.STREAM, 1, 0, JitterModel.none(), ServiceLaw.deterministic(), 1)
                .withInstances(COLD);
        Workload workload = Workload.replay(
                List.of(TestScenarios.streamClass("k", QueryProcess.periodic(50), 1, 1)),
                List.of(new Client(0, 0, 0, 100)));
        return new ServingEngine(
                new ServingScenario("memory", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Closest(),
                6);
    }

    @Test
    void loadingTakesMemoryAtOnceAndServesAfterTheColdStart() {
        ServingEngine engine = engine();
        engine.advance(1);
        Deployment deployment = engine.deployment();
        assertEquals(15, deployment.freeMemory(0), 1e-9);
        assertTrue(deployment.load(1));
        assertFalse(deployment.load(1), "loaded twice");
        assertEquals(5, deployment.freeMemory(0), 1e-9);
        assertFalse(deployment.load(2), "does not fit");
        assertTrue(deployment.stays(1));
        deployment.evict(0);
        // For 0.75 s there is nothing to serve with.
        engine.advance(10);
        engine.finish();
        long rejected = engine.statistics().rejected();
        assertTrue(rejected >= 37 && rejected <= 39, "rejected " + rejected);
        assertEquals(
                engine.statistics().offered() - rejected, engine.statistics().served());
    }

    @Test
    void anEvictedInstanceFinishesWhatItHasAndThenFreesItsMemory() {
        ServingEngine engine = engine();
        engine.advance(1);
        while (engine.deployment().occupancy(0) == 0) {
            engine.advance(engine.now() + 0.001);
        }
        engine.deployment().evict(0);
        assertFalse(engine.deployment().stays(0));
        assertEquals(15, engine.deployment().freeMemory(0), 1e-9, "memory of a batch that runs");
        engine.advance(engine.now() + 0.01);
        assertEquals(25, engine.deployment().freeMemory(0), 1e-9);
        engine.finish();
        assertEquals(0, engine.statistics().lost());
    }

    @Test
    void aRecoveredWorkerStartsCold() {
        ServingEngine engine = engine();
        engine.advance(1);
        engine.failWorker(0);
        engine.advance(2);
        engine.recoverWorker(0);
        engine.finish();
        // 1 s without worker and 0.75 s to load, at 50 queries/s.
        assertEquals(87.5, engine.statistics().rejected(), 2);
    }

    @Test
    void whatIsLoadedWhenNobodyWaitsForItDoesNotProlongTheRun() {
        ServingEngine engine = engine();
        double duration = engine.scenario().settings().duration();
        engine.advance(duration - 0.1);
        engine.failWorker(0);
        engine.recoverWorker(0);
        // Loading would be done 0.65 s after the end.
        engine.finish();
        assertTrue(engine.isFinished());
        assertEquals(duration, engine.now());
    }

    /** Two variants on a GPU: what waits at the one that leaves expires behind a long batch of the other. */
    @Test
    void whatLeavesIsGoneWhenItsLastQueriesHaveExpired() {
        ModelVariant slow = TestScenarios.variant("slow", TestScenarios.device("d"), 5, 0, 1, 1);
        ModelVariant quick = TestScenarios.variant("quick", TestScenarios.device("d"), 0.01, 0, 1, 1);
        Worker worker = new Worker("w", slow.device(), 1, 1, 25, List.of(slow, quick));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        InstanceRules rules = new InstanceRules(
                Batching.none(),
                100,
                InstanceRules.Drop.EXPIRED,
                Double.POSITIVE_INFINITY,
                0,
                Double.POSITIVE_INFINITY);
        ServingSettings settings = new ServingSettings(
                        10, 0, ServingSettings.Binding.QUERY, 1e9, 0, JitterModel.none(), ServiceLaw.deterministic(), 1)
                .withInstances(rules);
        Workload workload = Workload.replay(
                List.of(
                        TestScenarios.streamClass("patient", QueryProcess.periodic(100), 6, 1),
                        TestScenarios.streamClass("hasty", QueryProcess.periodic(100), 1, 1)),
                List.of(new Client(0, 0, 0, 0.015), new Client(0.1, 1, 0, 0.2)));
        ServingEngine engine = new ServingEngine(
                new ServingScenario("expiry", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new ByClass(),
                7);
        engine.advance(0.5);
        assertTrue(engine.view().running(0) == 1 && engine.view().waiting(1) > 0);
        engine.deployment().evict(1);
        assertEquals(5, engine.deployment().freeMemory(0), 1e-9);
        engine.finish();
        assertEquals(15, engine.deployment().freeMemory(0), 1e-9);
    }

    static IntStream manyRuns() {
        return IntStream.range(0, 10);
    }

    /** A thousand scenarios, each with a policy that loads and evicts at random: no memory is taken twice. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("manyRuns")
    void memoryIsNeverExceeded(int part) {
        for (long seed = 100 * part; seed < 100 * part + 100; seed++) {
            ServingScenario scenario = TestScenarios.randomlyShared(seed);
            EdgeTopology topology = tight(scenario.topology());
            ServingScenario small = new ServingScenario(
                    scenario.name(), topology, scenario.workload(), scenario.settings(), scenario.disturbances());
            ServingEngine engine = new ServingEngine(small, new UniformRandom(), seed);
            engine.setPlacement(new Restless(topology, seed));
            for (double t = 0.3; t < 30; t += 0.7) {
                engine.advance(t);
                checkMemory(engine, topology);
            }
            ServingStatistics result = engine.finish();
            assertEquals(result.offered(), result.served() + result.late() + result.rejected());
            assertEquals(0, engine.queriesUnderWay());
        }
    }

    /** Leaves each worker only as much memory as its variants and the half of a further one need. */
    private static EdgeTopology tight(EdgeTopology topology) {
        return new EdgeTopology(topology.sites().stream()
                .map(site -> site.withWorkers(site.workers().stream()
                        .map(w -> new Worker(
                                w.name(),
                                w.device(),
                                w.cpus(),
                                w.ramMib(),
                                5
                                        + w.variants().stream()
                                                .mapToDouble(ModelVariant::gpuMemoryMib)
                                                .sum(),
                                w.variants(),
                                w.loadable(),
                                w.sharing()))
                        .toList()))
                .toList());
    }

    private static void checkMemory(ServingEngine engine, EdgeTopology topology) {
        double[] staying = new double[topology.workers().size()];
        for (Instance instance : topology.instances()) {
            if (engine.deployment().stays(instance.index())
                    || engine.view().running(instance.index()) > 0
                    || engine.view().waiting(instance.index()) > 0) {
                staying[instance.workerIndex()] += instance.variant().gpuMemoryMib();
            }
        }
        for (int w = 0; w < staying.length; w++) {
            double capacity = topology.workers().get(w).gpuMemoryMib();
            assertTrue(
                    engine.deployment().freeMemory(w) >= -1e-9,
                    "free " + engine.deployment().freeMemory(w));
            assertTrue(staying[w] <= capacity - engine.deployment().freeMemory(w) + 1e-9, "taken " + staying[w]);
        }
    }

    /** Loads and evicts whatever comes to its mind. */
    private static final class Restless implements PlacementPolicy {
        private final EdgeTopology topology;
        private final Random random;

        Restless(EdgeTopology topology, long seed) {
            this.topology = topology;
            random = new Random(seed);
        }

        @Override
        public double period() {
            return 0.5;
        }

        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            for (Instance instance : topology.instances()) {
                double free = deployment.freeMemory(instance.workerIndex());
                switch (random.nextInt(4)) {
                    case 0 -> deployment.evict(instance.index());
                    case 1 -> {
                        boolean stayed = deployment.stays(instance.index());
                        boolean loaded = deployment.load(instance.index());
                        assertFalse(loaded && (stayed || instance.variant().gpuMemoryMib() > free + 1e-9));
                    }
                    default -> {}
                }
            }
        }
    }

    /** Sends each class to the instance of its own number. */
    private static final class ByClass implements SchedulingPolicy {
        @Override
        public String name() {
            return "by-class";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return request.classIndex();
        }
    }
}
