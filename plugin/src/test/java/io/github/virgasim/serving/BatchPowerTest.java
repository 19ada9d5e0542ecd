// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.PowerLaw;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Recorded;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Power by models: what a batch takes is slope x occupancy ^ exponent x its time alone, however GPUs are shared. */
class BatchPowerTest {
    /** Idle 10 W, at most 30 W. */
    private static final double IDLE = 10;

    /** A batch of one fills half of the GPU and takes 2 s, one of two fills 2/3 and takes 3 s. */
    private static final BatchTimes TIMES = BatchTimes.of(Map.of(1, 2.0, 2, 3.0));

    private static ModelVariant variant(String name, PowerLaw law) {
        ModelVariant plain = TestScenarios.variant(name, TestScenarios.device("d"), 0, 2, 2, 1)
                .withTimes(TIMES);
        return law == null ? plain : plain.withPower(law);
    }

    private static ServingEngine engine(GpuSharing sharing, List<RecordedQuery> queries, ModelVariant... variants) {
        Worker worker = new Worker("w", TestScenarios.device("d"), 1, 1, 1e6, List.of(variants)).withSharing(sharing);
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        ServingSettings settings = new ServingSettings(
                1000,
                0,
                Binding.QUERY,
                Double.POSITIVE_INFINITY,
                0,
                JitterModel.none(),
                ServiceLaw.deterministic(),
                1000);
        Workload workload =
                Workload.recorded(List.of(TestScenarios.streamClass("k", QueryProcess.recorded(1), 1e9, 1)), queries);
        return new ServingEngine(
                new ServingScenario("power", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Recorded(),
                1);
    }

    @Test
    void aBatchDrawsBySlopeAndExponentOfItsOccupancy() {
        PowerLaw law = new PowerLaw(12, 2);
        List<RecordedQuery> queries = new ArrayList<>();
        queries.add(new RecordedQuery(0, 0, 0).decided(0));
        queries.add(new RecordedQuery(0.5, 0, 0).decided(0));
        queries.add(new RecordedQuery(0.5, 0, 0).decided(0));
        ServingEngine engine = engine(GpuSharing.exclusive(), queries, variant("a", law));
        engine.advance(1);
        assertEquals(IDLE + 12 * 0.25, engine.power(0), 1e-9);
        engine.advance(3);
        assertEquals(IDLE + 12 * 4 / 9.0, engine.power(0), 1e-9);
        engine.advance(6);
        assertEquals(IDLE, engine.power(0), 1e-9);
        assertEquals(6 * IDLE + 2 * 3 + 3 * 12 * 4 / 9.0, engine.energy(0), 1e-9);
    }

    @Test
    void theDeviceCapsWhatIsDrawn() {
        ServingEngine engine = engine(
                GpuSharing.exclusive(),
                List.of(new RecordedQuery(0, 0, 0).decided(0)),
                variant("a", new PowerLaw(1000, 0)));
        engine.advance(1);
        assertEquals(30, engine.power(0), 1e-9);
        assertEquals(30, engine.energy(0), 1e-9);
    }

    /** Hundreds of overlapping batches of two models: beside the idle power, energy is that of the batches alone. */
    @Test
    void energyOfBatchesIsConservedHoweverTheyShareTheGpu() {
        List<GpuSharing> all = List.of(
                GpuSharing.exclusive(),
                GpuSharing.overlappingCopies(),
                GpuSharing.timeSlicing(TestScenarios.linear(1.1, 100)),
                GpuSharing.timeSlicing(new Turns(0, 0.5, 0)),
                GpuSharing.mps(new Occupancy(0, 1, 0, 0, 0), 100));
        for (GpuSharing sharing : all) {
            List<RecordedQuery> queries = new ArrayList<>();
            double[] times = OneSite.poisson(0.5, 200, 4);
            for (int i = 0; i < times.length; i++) {
                queries.add(new RecordedQuery(times[i], 0, 0).decided(i % 3 == 0 ? 0 : 1));
            }
            // Never at the cap of 20 W, even together.
            ServingEngine engine =
                    engine(sharing, queries, variant("a", new PowerLaw(6, 0.5)), variant("b", new PowerLaw(9, 1)));
            double[] expected = new double[1];
            engine.listen((id, k, instance, created, arrived, started, ended, batch) -> {
                double alone = batch == 1 ? 2 : 3;
                double fills = batch == 1 ? 0.5 : 2 / 3.0;
                double watts = instance == 0 ? 6 * Math.sqrt(fills) : 9 * fills;
                expected[0] += watts * alone / batch;
            });
            engine.finish();
            assertEquals(
                    expected[0] + IDLE * engine.now(),
                    engine.energy(0),
                    1e-6 * expected[0],
                    sharing.mode() + " " + sharing.law());
        }
    }

    @Test
    void variantsWithoutALawGoByTheirDevice() {
        ServingEngine engine = engine(
                GpuSharing.exclusive(),
                List.of(new RecordedQuery(0, 0, 0).decided(1), new RecordedQuery(5, 0, 0).decided(0)),
                variant("a", new PowerLaw(4, 0)),
                variant("b", null));
        engine.advance(1);
        assertEquals(30, engine.power(0), 1e-9);
        engine.advance(6);
        assertEquals(14, engine.power(0), 1e-9);
    }

    @Test
    void lawsOutsideTheirRangesAreRefused() {
        assertThrows(InvalidInputException.class, () -> new PowerLaw(-1, 1));
        assertThrows(InvalidInputException.class, () -> new PowerLaw(1, -0.1));
        assertThrows(InvalidInputException.class, () -> new PowerLaw(1, 11));
    }
}
