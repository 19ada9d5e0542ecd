// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More tenants than there is room for at first, on more than one GPU. */
class ManyTenantsTest {
    private static final int TENANTS = 7;
    private static final Turns NO_COST = new Turns(0, Double.POSITIVE_INFINITY, 0);

    /** GPUs of equal tenants, tenant t with a task of its own whose batches take some time alone. */
    private static ServingEngine engine(int gpus, GpuSharing sharing, BatchTimes times, List<RecordedQuery> queries) {
        var device = TestScenarios.device("d");
        List<ModelVariant> variants = new ArrayList<>();
        List<StreamClass> classes = new ArrayList<>();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            InferenceTask task = new InferenceTask("task-" + tenant, "share [%]", "unit", 1, "test");
            DnnModel model = new DnnModel("m" + tenant, task, 50, 1, "test");
            variants.add(new ModelVariant(model, device, 1, 1, 0, 1, 1, 1, 1, "test").withTimes(times));
            classes.add(new StreamClass("k" + tenant, task, 1, QueryProcess.recorded(0.5), 1, 0, 0, 1e9, 0, 1));
        }
        List<Site> sites = new ArrayList<>();
        sites.add(new Site("root", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of()));
        for (int gpu = 0; gpu < gpus; gpu++) {
            Worker worker = new Worker("w" + gpu, device, 1, 1, 1e6, variants).withSharing(sharing);
            Link slow = new Link(1e6, 0, 1e9);
            Link near = new Link(1e-9, 0, 1e15);
            sites.add(new Site("s" + gpu, Tier.EDGE, "root", slow, near, 1, List.of(worker)));
        }
        ServingSettings settings = new ServingSettings(
                100, 0, Binding.QUERY, Double.POSITIVE_INFINITY, 0, JitterModel.none(), ServiceLaw.deterministic(), 1);
        Workload workload = Workload.recorded(classes, queries);
        return new ServingEngine(
                new ServingScenario("tenants", new EdgeTopology(sites), workload, settings, List.of()),
                new Closest(),
                1);
    }

    /** Returns the ends of each query's processing by its number among those of the GPU at a site. */
    private static List<List<Double>> ends(ServingEngine engine, int gpus) {
        List<Map<Long, Double>> ends = new ArrayList<>();
        for (int gpu = 0; gpu < gpus; gpu++) {
            ends.add(new TreeMap<>());
        }
        engine.listen((id, streamClass, instance, created, arrived, started, ended, batch) -> {
            assertEquals(streamClass, instance % TENANTS);
            ends.get(instance / TENANTS).put(id, ended);
        });
        engine.finish();
        return ends.stream().map(map -> List.copyOf(map.values())).toList();
    }

    private static List<RecordedQuery> oneOfEach() {
        List<RecordedQuery> queries = new ArrayList<>();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            queries.add(new RecordedQuery(0, tenant, 1));
        }
        return queries;
    }

    @Test
    void turnsAreTakenInTheOrderOfArrival() {
        List<Double> ends = ends(
                        engine(1, GpuSharing.timeSlicing(NO_COST), BatchTimes.of(Map.of(1, 1.0)), oneOfEach()), 1)
                .get(0);
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            assertEquals(tenant + 1.0, ends.get(tenant), 1e-6);
        }
    }

    /** Each fills the GPU, so that n batches side by side take n times as long; copies are disturbed by nobody. */
    @Test
    void batchesThatFillTheGpuShareIt() {
        Occupancy fair = new Occupancy(0, 1, 0, 0, 0);
        BatchTimes times = new BatchTimes(Map.of(1, 1.0), Double.POSITIVE_INFINITY, 0.25, 0);
        List<Double> ends = ends(engine(1, GpuSharing.mps(fair, 100), times, oneOfEach()), 1)
                .get(0);
        for (double end : ends) {
            assertEquals(0.25 + 0.75 * TENANTS, end, 1e-6);
        }
    }

    @Test
    void whatRunsIsToldWhatOneMoreWouldSuffer() {
        ServingEngine engine = engine(
                1, GpuSharing.mps(new Occupancy(0, 1, 0, 0, 0), 100), BatchTimes.of(Map.of(1, 1.0)), oneOfEach());
        engine.advance(0.5);
        assertEquals(1 + TENANTS, engine.view().slowdown(0), 1e-9);
        ServingEngine turns = engine(1, GpuSharing.timeSlicing(NO_COST), BatchTimes.of(Map.of(1, 1.0)), oneOfEach());
        turns.advance(0.5);
        assertEquals(1 + TENANTS, turns.view().slowdown(0), 1e-9);
        assertFalse(turns.isFinished());
    }

    /** Two GPUs that are far from each other do the same as each of them alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void gpusDoNotFeelEachOther(int seed) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
        List<RecordedQuery> one = new ArrayList<>();
        List<RecordedQuery> both = new ArrayList<>();
        double time = 0;
        for (int i = 0; i < 60; i++) {
            time += -Math.log(1 - random.nextDouble()) * 0.8;
            int tenant = random.nextInt(TENANTS);
            one.add(new RecordedQuery(time, tenant, 1));
            both.add(new RecordedQuery(time, tenant, 1));
            both.add(new RecordedQuery(time, tenant, 2));
        }
        BatchTimes times = new BatchTimes(Map.of(1, 1.0, 2, 1.5), Double.POSITIVE_INFINITY, 0.125, 0);
        List<GpuSharing> ways = List.of(
                GpuSharing.timeSlicing(new Turns(0.0625, 0.5, 0.03125)),
                GpuSharing.mps(new Occupancy(0.1, 1, 0.5, 0.3, 0.5), 50));
        for (GpuSharing sharing : ways) {
            List<Double> alone = ends(engine(1, sharing, times, one), 1).get(0);
            List<List<Double>> beside = ends(engine(2, sharing, times, both), 2);
            assertEquals(60, alone.size());
            assertEquals(alone, beside.get(0));
            assertEquals(alone, beside.get(1));
            assertTrue(alone.stream().mapToDouble(end -> end).max().orElse(0) > time);
        }
    }
}
