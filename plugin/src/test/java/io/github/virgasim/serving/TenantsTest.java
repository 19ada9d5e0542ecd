// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.InvalidInputException;
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
import org.junit.jupiter.api.Test;

/** Recorded queries of two tenants, A and B, on a GPU in turns or side by side, on cases that can be followed by hand. */
class TenantsTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final BatchTimes ONE_SECOND = BatchTimes.of(Map.of(1, 1.0));
    private static final BatchTimes FIVE_SECONDS = BatchTimes.of(Map.of(1, 5.0));

    private record Answer(
            long id, int tenant, double created, double arrived, double started, double ended, int batch) {}

    private static ServingEngine engine(
            GpuSharing sharing, int maxBatch, BatchTimes ofA, BatchTimes ofB, RecordedQuery... queries) {
        var device = TestScenarios.device("d");
        List<ModelVariant> variants = new ArrayList<>();
        List<StreamClass> classes = new ArrayList<>();
        for (int tenant = A; tenant <= B; tenant++) {
            InferenceTask task = new InferenceTask("task-" + tenant, "share [%]", "unit", 2, "test");
            DnnModel model = new DnnModel("m" + tenant, task, 50, 1, "test");
            variants.add(new ModelVariant(model, device, 1, 1, 0, 1, 1, maxBatch, 1, "test")
                    .withTimes(tenant == A ? ofA : ofB));
            classes.add(new StreamClass("k" + tenant, task, 1, QueryProcess.recorded(0.5), 2, 0, 0, 1e9, 0, 1));
        }
        Worker worker = new Worker("w", device, 1, 1, 1e6, variants).withSharing(sharing);
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        ServingSettings settings = new ServingSettings(
                100, 0, Binding.QUERY, Double.POSITIVE_INFINITY, 0, JitterModel.none(), ServiceLaw.deterministic(), 1);
        Workload workload = Workload.recorded(classes, List.of(queries));
        return new ServingEngine(
                new ServingScenario("tenants", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Closest(),
                1);
    }

    private static List<Answer> answers(ServingEngine engine) {
        List<Answer> answers = new ArrayList<>();
        engine.listen((id, streamClass, instance, created, arrived, started, ended, batch) -> {
            assertEquals(streamClass, instance);
            answers.add(new Answer(id, streamClass, created, arrived, started, ended, batch));
        });
        engine.finish();
        return answers;
    }

    private static RecordedQuery query(double time, int tenant) {
        return new RecordedQuery(time, tenant, 0);
    }

    private static Answer answer(long id, int tenant, double created, double started, double ended, int batch) {
        return new Answer(id, tenant, created, created, started, ended, batch);
    }

    @Test
    void recordedQueriesComeAtTheirTimesAndRunByTheTable() {
        BatchTimes table = new BatchTimes(Map.of(1, 1.0, 2, 1.5, 4, 4.0), 2, 0, 0);
        ServingEngine engine = engine(
                GpuSharing.exclusive(),
                8,
                table,
                ONE_SECOND,
                query(0.25, A),
                query(0.5, A),
                query(0.75, A),
                query(1, A));
        // The batch of three is padded to one of four.
        assertEquals(
                List.of(
                        answer(0, A, 0.25, 0.25, 1.25, 1),
                        answer(1, A, 0.5, 1.25, 5.25, 3),
                        answer(2, A, 0.75, 1.25, 5.25, 3),
                        answer(3, A, 1, 1.25, 5.25, 3)),
                answers(engine));
    }

    @Test
    void processesTakeTurnsAndPayForEachSwitch() {
        ServingEngine engine = engine(
                GpuSharing.timeSlicing(new Turns(0.25, Double.POSITIVE_INFINITY, 0)),
                1,
                FIVE_SECONDS,
                ONE_SECOND,
                query(0, A),
                query(0, B),
                query(0, A),
                query(1, B));
        assertEquals(
                List.of(
                        answer(0, A, 0, 0, 5, 1),
                        answer(1, B, 0, 0, 6.25, 1),
                        answer(2, A, 0, 5, 11.5, 1),
                        answer(3, B, 1, 6.25, 12.75, 1)),
                answers(engine));
        assertEquals(12.75, engine.busyTime(0), 1e-12);
        // Each time over the time alone: 1 + 6.25 + 6.5 / 5 + 6.5.
        assertEquals(1 + 6.25 + 1.3 + 6.5, engine.degradation(), 1e-12);
    }

    @Test
    void aBatchLongerThanTheSliceYieldsToThoseThatWait() {
        ServingEngine engine = engine(
                GpuSharing.timeSlicing(new Turns(0.25, 2, 0.5)), 1, FIVE_SECONDS, ONE_SECOND, query(0, A), query(1, B));
        // A 0 to 2, B 2.75 to 3.75, A from 4 for the other 3 s.
        assertEquals(List.of(answer(1, B, 1, 1, 3.75, 1), answer(0, A, 0, 0, 7, 1)), answers(engine));
    }

    @Test
    void copiesOverlapTheOthersTurn() {
        BatchTimes copied = new BatchTimes(Map.of(1, 1.0), Double.POSITIVE_INFINITY, 0.5, 0.25);
        Turns turns = new Turns(0.125, Double.POSITIVE_INFINITY, 0);
        ServingEngine engine =
                engine(GpuSharing.timeSlicing(turns), 1, FIVE_SECONDS, copied, query(0, A), query(4.5, B), query(7, B));
        // The first copy ends at 5.25, after A; the second begins with its batch, as nothing else runs.
        assertEquals(
                List.of(answer(0, A, 0, 0, 5, 1), answer(1, B, 4.5, 4.5, 5.625, 1), answer(2, B, 7, 7, 8, 1)),
                answers(engine));
    }

    @Test
    void sideBySideBatchesSlowDownByWhatTheOthersFill() {
        // A alone fills half of the GPU: 1 s for one query, 0.5 s for each further one; B fills it.
        BatchTimes half = BatchTimes.of(Map.of(1, 1.0, 2, 1.5));
        ServingEngine engine = engine(
                GpuSharing.mps(new Occupancy(0.5, 1, 0, 0, 0), 100), 1, half, ONE_SECOND, query(0, A), query(0, B));
        // A takes 1 + 0.5 + 1, B 1 + 0.5 + 0.5 times as long: B ends at 2, when A has 0.2 s left.
        List<Answer> answers = answers(engine);
        assertEquals(2, answers.get(0).ended, 1e-12);
        assertEquals(B, answers.get(0).tenant);
        assertEquals(2.2, answers.get(1).ended, 1e-12);
        // Together they make 0.9 of a GPU's work.
        assertEquals(2 * 0.9 + 0.2, engine.busyTime(0), 1e-12);
    }

    /** A batch of two takes 4 s, four times as long as a single query, so that its kernels are long ones to wait for. */
    @Test
    void shortKernelsWaitForLongOnes() {
        BatchTimes pairs = BatchTimes.of(Map.of(1, 1.0, 2, 4.0));
        ServingEngine engine = engine(
                GpuSharing.mps(new Occupancy(0, 1, 0.5, 0, 0), 100),
                2,
                pairs,
                BatchTimes.of(Map.of(1, 1.0, 2, 1.5)),
                query(0, A),
                query(0.5, A),
                query(0.5, A),
                query(1, B));
        // A's pair (u = 1, g = 4) begins at 1, as does B (u = 0.5, g = 1): B takes 1 + (1 + 4) / 2 times as long, and A
        // 1 + 0.5 (1 + 1 / 4) / 2.
        List<Answer> answers = answers(engine);
        assertEquals(B, answers.get(1).tenant);
        assertEquals(4.5, answers.get(1).ended, 1e-12);
        assertEquals(4.5 + 4 - 3.5 / (1 + 0.5 * 0.625), answers.get(2).ended, 1e-12);
    }

    /** Halves of the units of one's own: no kernel waits for another, the memory is shared. */
    @Test
    void tenantsWithUnitsOfTheirOwnShareTheMemory() {
        // Twice as large a batch takes 1.5 s, of which a limit costs 0.4: 1.2 s alone.
        BatchTimes half = BatchTimes.of(Map.of(1, 1.0, 2, 1.5));
        ServingEngine engine = engine(
                GpuSharing.mps(new Occupancy(0.1, 1, 0.5, 0.3, 0.4), 50), 1, half, half, query(0, A), query(0, B));
        double slowdown = 1.2 * (1 + 0.3 * 0.5 / 1.2) + 0.1;
        answers(engine).forEach(answer -> assertEquals(slowdown, answer.ended, 1e-12));
    }

    @Test
    void aLimitOnThreadsSlowsDownTheParallelPart() {
        ServingEngine engine =
                engine(GpuSharing.mps(new Occupancy(0, 1, 0, 0, 0.5), 25), 1, ONE_SECOND, ONE_SECOND, query(1, A));
        // Half of the time is serial, the other half takes four times as long.
        assertEquals(List.of(answer(0, A, 1, 1, 3.5, 1)), answers(engine));
    }

    @Test
    void aFailureEndsBatchesOfBothKinds() {
        for (GpuSharing sharing : List.of(GpuSharing.timeSlicing(Turns.MEASURED), GpuSharing.mps(Occupancy.MPS, 100))) {
            ServingEngine engine =
                    engine(sharing, 1, FIVE_SECONDS, FIVE_SECONDS, query(0, A), query(0, B), query(0, B), query(20, A));
            engine.advance(1);
            engine.failWorker(0);
            engine.recoverWorker(0);
            assertEquals(0, engine.queriesUnderWay());
            ServingStatistics result = engine.finish();
            assertEquals(3, result.lost());
            assertEquals(1, result.served());
            assertEquals(5, result.meanLatency(A), 1e-9);
            // Side by side, two batches that fill the GPU together make less than its work in the second before.
            double before = sharing.law() instanceof Occupancy law ? 2 / law.slowdown(1, 1, 1, 1, 1, 2, 1) : 1;
            assertEquals(before + 5, engine.busyTime(0), 1e-9);
        }
    }

    @Test
    void smallSlicesShareTheGpuFairly() {
        Turns turns = new Turns(0, 1e-3, 0);
        ServingEngine engine =
                engine(GpuSharing.timeSlicing(turns), 1, ONE_SECOND, ONE_SECOND, query(0, A), query(0, B));
        List<Answer> answers = answers(engine);
        // Slices of a thousandth: both end together.
        assertEquals(2, answers.get(1).ended, 1e-9);
        assertTrue(answers.get(0).ended > 2 - 2e-3);
    }

    @Test
    void badRecordingsAndLateListenersAreRefused() {
        assertThrows(InvalidInputException.class, () -> new Turns(0, 0, 0));
        assertThrows(InvalidInputException.class, () -> BatchTimes.of(Map.of()));
        assertThrows(InvalidInputException.class, () -> BatchTimes.of(Map.of(0, 1.0)));
        assertThrows(InvalidInputException.class, () -> BatchTimes.of(Map.of(1, -1.0)));
        assertThrows(
                InvalidInputException.class,
                () -> engine(GpuSharing.exclusive(), 1, ONE_SECOND, ONE_SECOND, query(1, A), query(0, A)));
        assertThrows(
                InvalidInputException.class,
                () -> engine(GpuSharing.exclusive(), 1, ONE_SECOND, ONE_SECOND, query(1, 2)));
        StreamClass poisson = TestScenarios.streamClass("k", QueryProcess.poisson(1), 1, 1);
        assertThrows(InvalidInputException.class, () -> Workload.recorded(List.of(poisson), List.of(query(0, A))));
        ServingEngine engine = engine(GpuSharing.exclusive(), 1, ONE_SECOND, ONE_SECOND, query(0, A));
        engine.advance(1);
        assertThrows(IllegalStateException.class, () -> engine.listen((i, k, v, c, a, s, e, b) -> {}));
    }
}
