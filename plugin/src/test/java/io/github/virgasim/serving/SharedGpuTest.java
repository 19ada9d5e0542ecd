// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.UniformRandom;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that run side by side: against processor sharing's closed forms, and against cases worked out by hand. */
class SharedGpuTest {
    private static final double SERVICE = 0.02;
    private static final int UNLIMITED = 100_000;
    private static final GpuSpec DEVICE = new GpuSpec("d", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "test");

    private static ServingEngine engine(
            QueryProcess queries, int streams, ServingSettings settings, GpuSharing sharing, ModelVariant... variants) {
        Worker worker = new Worker("w", variants[0].device(), 1, 1, 1e6, List.of(variants), List.of(), sharing);
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            clients.add(new Client(0.01 * i, 0, 0, 1e12));
        }
        StreamClass streamClass = TestScenarios.streamClass("k", queries, 1e9, 1);
        ServingScenario scenario = new ServingScenario(
                "shared",
                new EdgeTopology(List.of(site)),
                Workload.replay(List.of(streamClass), clients),
                settings,
                List.of());
        return new ServingEngine(scenario, variants.length == 1 ? new Closest() : new UniformRandom(), 20261);
    }

    private static ModelVariant variant(String model, double time, int replicas) {
        return TestScenarios.variant(model, DEVICE, time, 0, 1, replicas);
    }

    /** The mean sojourn of M/G/1 under processor sharing depends on the service time's mean only (Kleinrock 1967). */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "0.5, deterministic",
        "0.5, exponential",
        "0.5, log-normal",
        "0.8, deterministic",
        "0.8, exponential",
        "0.8, log-normal"
    })
    void meetsTheMeanOfProcessorSharing(double rho, String law) {
        ServiceLaw service = switch (law) {
            case "exponential" -> ServiceLaw.exponential();
            case "log-normal" -> ServiceLaw.logNormal(1.5);
            default -> ServiceLaw.deterministic();
        };
        double queries = 1e6 / Math.pow(1 - rho, 2) / 4;
        double rate = rho / SERVICE;
        ServingSettings settings = TestScenarios.settings(queries / rate, JitterModel.none(), service);
        GpuSharing fair = GpuSharing.timeSlicing(TestScenarios.linear(1, Integer.MAX_VALUE));
        ServingEngine engine = engine(QueryProcess.poisson(rate), 1, settings, fair, variant("m", SERVICE, UNLIMITED));
        double expected = SERVICE / (1 - rho);
        assertEquals(expected, engine.finish().meanLatency(0), 0.01 * expected);
        assertEquals(rho, engine.busyTime(0) / engine.now(), 0.01 * rho);
    }

    /** With no interference at all, every query has a server of its own: M/M/inf. */
    @Test
    void withoutInterferenceNobodyWaits() {
        ServingSettings settings = TestScenarios.settings(2000, JitterModel.none(), ServiceLaw.deterministic());
        ServingEngine engine = engine(
                QueryProcess.poisson(200),
                1,
                settings,
                GpuSharing.mps(TestScenarios.linear(0, Integer.MAX_VALUE), 100),
                variant("m", SERVICE, UNLIMITED));
        assertEquals(SERVICE, engine.finish().meanLatency(0), 1e-9);
    }

    /** A and B overlap: what one has left is stretched from the moment when the other starts to when it ends. */
    @Test
    void aStartStretchesAndAnEndRelievesWhatIsLeft() {
        // Two times 100 ms of work, 60 ms apart: from the second start on both run at half speed, until the first ends
        // after 140 ms with 60 ms of the second left.
        ServingEngine engine = twoQueries(GpuSharing.timeSlicing(TestScenarios.linear(1, 9)), DEVICE);
        assertEquals(2, engine.statistics().served());
        assertEquals(0.14, engine.statistics().meanLatency(0), 1e-9);
        assertEquals(2 * 1.4, engine.degradation(), 1e-9);
    }

    /** A batch that does not fit beside the one that runs waits for its end. */
    @Test
    void whatDoesNotFitIntoMemoryWaits() {
        ServingEngine engine = twoQueries(GpuSharing.timeSlicing(TestScenarios.linear(1, 1)), DEVICE);
        assertEquals((0.1 + 0.14) / 2, engine.statistics().meanLatency(0), 1e-9);
        assertEquals(2, engine.degradation(), 1e-9);
    }

    /** Alone at 26 W for 60 ms, together at the cap of 30 W instead of 42 W for 40 ms, alone again for 60 ms. */
    @Test
    void energyIsTheIntegralOfCappedPower() {
        GpuSpec capped = DEVICE.withPowerSlope(16);
        ServingEngine engine = twoQueries(GpuSharing.mps(TestScenarios.linear(0, 9), 100), capped);
        double expected = 10 * engine.now() + 16 * 0.12 + 20 * 0.04;
        assertEquals(expected, engine.energy(0), 1e-9 * expected);
    }

    /** Queries at some time before 60 ms and 60 ms later, each of 100 ms. */
    private static ServingEngine twoQueries(GpuSharing sharing, GpuSpec device) {
        ServingSettings settings = new ServingSettings(
                0.12, 0, ServingSettings.Binding.STREAM, 1e9, 0, JitterModel.none(), ServiceLaw.deterministic(), 1);
        ModelVariant variant = TestScenarios.variant("m", device, 0.1, 0, 1, 9);
        ServingEngine engine = engine(QueryProcess.periodic(1 / 0.06), 1, settings, sharing, variant);
        engine.finish();
        return engine;
    }

    /** Sharing moves work about but makes none: without cap, energy follows from the work alone. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void energyFollowsFromTheWorkDone(long seed) {
        double slope = 1 + 0.1 * seed;
        ServingSettings settings = TestScenarios.settings(200, JitterModel.none(), ServiceLaw.deterministic());
        ServingEngine engine = engine(
                QueryProcess.poisson(10 + seed),
                3,
                settings,
                GpuSharing.timeSlicing(TestScenarios.linear(slope, 5)),
                variant("a", SERVICE, 2),
                variant("b", SERVICE, 5));
        engine.finish();
        double work = engine.processed() * SERVICE;
        double expected = 10 * engine.now() + 20 * work;
        assertEquals(expected, engine.energy(0), 1e-9 * expected);
    }

    /** Tenants that always have work run at the speed that the interference says. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7})
    void saturatedTenantsAreSlowedDownAsTheInterferenceSays(int tenants) {
        Interference measured = TestScenarios.linear(0.439, Integer.MAX_VALUE);
        ModelVariant[] variants = new ModelVariant[tenants];
        for (int i = 0; i < tenants; i++) {
            variants[i] = variant("m" + i, SERVICE, 1);
        }
        ServingSettings settings = TestScenarios.settings(100, JitterModel.none(), ServiceLaw.deterministic());
        ServingEngine engine =
                engine(QueryProcess.periodic(60), 20 * tenants, settings, GpuSharing.mps(measured, 100), variants);
        engine.advance(50);
        double degradation = engine.degradation();
        long processed = engine.processed();
        engine.advance(90);
        double mean = (engine.degradation() - degradation) / (engine.processed() - processed);
        assertEquals(1 + 0.439 * (tenants - 1), mean, 1e-6);
        double speed = tenants / mean;
        assertEquals(speed / SERVICE, (engine.processed() - processed) / 40.0, 0.01 * speed / SERVICE);
    }
}
