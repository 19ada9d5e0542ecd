// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Farthest;
import io.github.virgasim.scheduling.LoadBalancing;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single mechanisms of the engine on cases that can be worked out by hand. */
class ServingEngineTest {
    private static final double MS = 1e-3;

    private static ServingSettings settings(double duration, Binding binding, double limit, double monitoring) {
        return new ServingSettings(
                duration, 0, binding, limit, monitoring, JitterModel.none(), ServiceLaw.deterministic(), 1);
    }

    private static Worker worker(String name, double intercept, double slope, int maxBatch, int replicas) {
        ModelVariant variant =
                TestScenarios.variant("m", TestScenarios.device("d-" + name), intercept, slope, maxBatch, replicas);
        return new Worker(name, variant.device(), 1, 1, 1e6, List.of(variant));
    }

    /** Workers on sites of their own, ever farther from the clients, which are at the first site. */
    private static EdgeTopology chain(double hop, Worker... workers) {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < workers.length; i++) {
            boolean root = i == workers.length - 1;
            sites.add(new Site(
                    "s" + i,
                    Tier.EDGE,
                    root ? "" : "s" + (i + 1),
                    root ? Link.NONE : new Link(hop, 0, 1e9),
                    new Link(1 * MS, 0, 1e9),
                    i == 0 ? 1 : 0,
                    List.of(workers[i])));
        }
        return new EdgeTopology(sites);
    }

    private static ServingEngine engine(
            EdgeTopology topology, ServingSettings settings, double deadline, double rate, int streams) {
        return engine(topology, settings, deadline, rate, streams, List.of());
    }

    private static ServingEngine engine(
            EdgeTopology topology,
            ServingSettings settings,
            double deadline,
            double rate,
            int streams,
            List<Disturbance> disturbances) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            clients.add(new Client(0.001 * i, 0, 0, 1e9));
        }
        Workload workload = Workload.replay(
                List.of(TestScenarios.streamClass("k", QueryProcess.periodic(rate), deadline, 1)), clients);
        ServingScenario scenario = new ServingScenario("test", topology, workload, settings, disturbances);
        return new ServingEngine(scenario, new Closest(), 3);
    }

    @Test
    void latencyOfALoneQueryIsNetworkTransferServiceAndOverhead() {
        ModelVariant plain = TestScenarios.variant("m", TestScenarios.device("d"), 2 * MS, 3 * MS, 1, 1);
        ModelVariant variant = new ModelVariant(
                plain.model(), plain.device(), plain.intercept(), plain.slope(), 5 * MS, 100, 1, 1, 1, "test");
        Worker worker = new Worker("w", variant.device(), 1, 1, 1e6, List.of(variant));
        Link access = new Link(10 * MS, 0, 8e6);
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, access, 1, List.of(worker));
        var streamClass = new io.github.virgasim.workload.StreamClass(
                "k", TestScenarios.TASK, 1, QueryProcess.periodic(1), 2, 4000, 1000, 1, 0, 1);
        Workload workload = Workload.replay(List.of(streamClass), List.of(new Client(0, 0, 0, 1e9)));
        ServingSettings settings = settings(10, Binding.STREAM, 1, 0);
        ServingStatistics result = new ServingEngine(
                        new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                        new Closest(),
                        1)
                .finish();
        assertEquals(10, result.served());
        // 10 + 10 ms network, 4 + 1 ms transfers, 2 + 2 * 3 ms service, 5 ms overhead.
        assertEquals(38 * MS, result.meanLatency(0), 1e-12);
    }

    @Test
    void aFreeReplicaTakesAllWaitingQueriesUpToTheBatchLimit() {
        // One query starts alone (4 ms); the four that arrive meanwhile make a batch of 3 and one of 1.
        QueryProcess burst = QueryProcess.trace(new double[] {1 * MS, 0, 0, 0, 1});
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), 3 * MS, 1 * MS, 3, 1);
        for (long seed = 0; seed < 40; seed++) {
            ServingScenario scenario =
                    TestScenarios.station(burst, variant, Link.NONE, settings(20, Binding.STREAM, 1e9, 0));
            ServingStatistics result = new ServingEngine(scenario, new Closest(), seed).finish();
            // A whole cycle that started with the single query: 4; then 3 + 6 = 9 ms three times; then 13 ms.
            assertEquals(13.0, result.latency(0).getMaxValue() / 1000.0, 0.1);
            assertEquals(9.0, result.latency(0).getValueAtPercentile(60) / 1000.0, 0.1);
            assertEquals(4.0, result.latency(0).getMinValue() / 1000.0, 0.1);
        }
    }

    @Test
    void replicasServeSideBySide() {
        QueryProcess pairs = QueryProcess.trace(new double[] {0, 1});
        ModelVariant two = TestScenarios.variant("m", TestScenarios.device("d"), 10 * MS, 0, 1, 2);
        ServingStatistics result = new ServingEngine(
                        TestScenarios.station(pairs, two, Link.NONE, settings(20, Binding.STREAM, 1e9, 0)),
                        new Closest(),
                        1)
                .finish();
        assertEquals(10 * MS, result.meanLatency(0), 1e-9);
    }

    @Test
    void streamsBeyondTheAdmissionLimitAreRejected() {
        // Capacity 100 q/s, limit 0.5, streams of 20 q/s: two fit, three do not.
        EdgeTopology topology = chain(0, worker("w", 10 * MS, 0, 1, 1));
        ServingStatistics result = engine(topology, settings(100, Binding.STREAM, 0.5, 0), 1, 20, 5)
                .finish();
        assertEquals(0.4, (double) result.served() / result.offered(), 1e-3);
        assertEquals(0, result.late());
    }

    @Test
    void queryBindingServesUpToTheAdmissionLimit() {
        EdgeTopology topology = chain(0, worker("w", 10 * MS, 0, 1, 1));
        ServingStatistics result =
                engine(topology, settings(200, Binding.QUERY, 0.5, 0), 1, 20, 5).finish();
        // Offered 100 q/s, admitted 50 q/s.
        assertEquals(0.5, (double) result.served() / result.offered(), 0.02);
    }

    @Test
    void aFailureLosesWhatIsThereAndStreamsMoveOn() {
        EdgeTopology topology = chain(10 * MS, worker("near", 50 * MS, 0, 1, 1), worker("far", 10 * MS, 0, 1, 1));
        List<Disturbance> failure = List.of(
                new Disturbance(5, Disturbance.Kind.FAIL, 0, 1), new Disturbance(8, Disturbance.Kind.RECOVER, 0, 1));
        ServingEngine engine = engine(topology, settings(10, Binding.STREAM, 1, 0), 1, 10, 1, failure);
        engine.advance(4.999);
        assertEquals(10, engine.view().load(0));
        engine.advance(6);
        assertTrue(!engine.isUp(0));
        assertEquals(0, engine.view().load(0));
        assertEquals(10, engine.view().load(1));
        ServingStatistics result = engine.finish();
        // Half of the time a query is in service: at most the one is lost, and no other is rejected.
        assertTrue(result.lost() <= 1 && result.rejected() == result.lost());
        assertEquals(result.offered(), result.served() + result.rejected());
    }

    @Test
    void queriesOnTheirWayToAFailedWorkerAreLost() {
        EdgeTopology topology = chain(0, worker("w", 1 * MS, 0, 1, 1));
        ServingEngine engine = engine(topology, settings(10, Binding.STREAM, 1, 0), 1, 10, 1);
        while (engine.queriesUnderWay() == 0) {
            engine.advance(engine.now() + 0.2 * MS);
        }
        engine.failWorker(0);
        ServingStatistics result = engine.finish();
        assertEquals(1, result.lost());
        assertEquals(result.offered(), result.rejected());
    }

    @Test
    void aSlowLinkMakesStreamsRebind() {
        EdgeTopology topology = chain(5 * MS, worker("near", 10 * MS, 0, 1, 1), worker("far", 10 * MS, 0, 1, 1));
        // Streams of 60 q/s: one on each worker. Then the hop takes 50 ms and the deadline of 40 ms is out of reach.
        ServingEngine engine = engine(topology, settings(20, Binding.STREAM, 1, 0), 40 * MS, 60, 2);
        engine.advance(10);
        assertEquals(60, engine.view().load(1));
        engine.slowUplink(0, 10);
        engine.advance(11);
        assertEquals(0, engine.view().load(1));
        engine.slowUplink(0, 1);
        engine.advance(12);
        assertEquals(60, engine.view().load(1));
        ServingStatistics result = engine.finish();
        assertEquals(60.0, result.rejected(), 2);
    }

    @ParameterizedTest
    @EnumSource(Binding.class)
    void aSlowLinkDelaysQueries(Binding binding) {
        EdgeTopology topology = chain(5 * MS, worker("near", 10 * MS, 0, 1, 1), worker("far", 10 * MS, 0, 1, 1));
        ServingEngine engine = engine(topology, settings(20, binding, 1, 0), 1, 10, 1);
        engine.setPolicy(new Farthest());
        engine.advance(10);
        ServingStatistics result = engine.statistics();
        double before = result.meanLatency(0);
        long served = result.served();
        engine.slowUplink(0, 10);
        engine.finish();
        double after = (result.meanLatency(0) * result.served() - before * served) / (result.served() - served);
        assertEquals(before + 2 * 45 * MS, after, 2 * MS);
    }

    @Test
    void delayedMonitoringShowsOldLoads() {
        EdgeTopology topology = chain(0, worker("a", 10 * MS, 0, 1, 1), worker("b", 10 * MS, 0, 1, 1));
        ServingEngine fresh = engine(topology, settings(10, Binding.STREAM, 1, 0), 1, 10, 8);
        fresh.setPolicy(new LoadBalancing());
        fresh.advance(1);
        assertEquals(40, fresh.view().load(0));
        assertEquals(40, fresh.view().load(1));
        ServingEngine stale = engine(topology, settings(10, Binding.STREAM, 1, 5), 1, 10, 8);
        stale.setPolicy(new LoadBalancing());
        stale.advance(1);
        assertEquals(0, stale.view().load(0), "loads are those of time 0");
        stale.advance(6);
        assertEquals(80, stale.view().load(0) + stale.view().load(1));
        assertEquals(80, Math.max(stale.view().load(0), stale.view().load(1)), "all streams herd to one instance");
    }

    @Test
    void energyFollowsTheBusyTime() {
        EdgeTopology topology = chain(0, worker("w", 10 * MS, 0, 1, 1));
        ServingEngine engine = engine(topology, settings(100, Binding.STREAM, 1, 0), 1, 30, 1);
        engine.finish();
        assertEquals(0.3 * 100, engine.busyTime(0), 0.05);
        // Idle 10 W, busy 30 W.
        assertEquals(10 * engine.now() + 20 * engine.busyTime(0), engine.energy(0), 1e-9);
    }

    @Test
    void timeCannotGoBack() {
        ServingEngine engine =
                engine(chain(0, worker("w", 10 * MS, 0, 1, 1)), settings(10, Binding.STREAM, 1, 0), 1, 1, 1);
        engine.advance(2);
        assertThrows(IllegalArgumentException.class, () -> engine.advance(1));
        assertThrows(IllegalArgumentException.class, () -> engine.advance(Double.NaN));
    }

    @Test
    void batchesOfAWorkersInstancesRunOneAfterAnother() {
        // Two classes, each with a model of its own on one GPU; both send at the same moments.
        var device = TestScenarios.device("d");
        ModelVariant a = TestScenarios.variant("a", device, 10 * MS, 0, 1, 1);
        ModelVariant strict = TestScenarios.variant("b", device, 30 * MS, 0, 1, 1);
        var accurate = new io.github.virgasim.catalog.DnnModel("b", TestScenarios.TASK, 90, 1, "test");
        ModelVariant b =
                new ModelVariant(accurate, device, strict.intercept(), 0, 0, strict.maxThroughput(), 10, 1, 1, "test");
        Worker worker = new Worker("w", device, 1, 1, 1e6, List.of(a, b));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        QueryProcess once = QueryProcess.trace(new double[] {1});
        var any = TestScenarios.streamClass("any", once, 25 * MS, 1);
        var best = new io.github.virgasim.workload.StreamClass("best", TestScenarios.TASK, 1, once, 1, 0, 0, 1, 80, 1);
        for (long seed = 0; seed < 20; seed++) {
            Workload workload =
                    Workload.replay(List.of(any, best), List.of(new Client(0, 0, 0, 1e9), new Client(0, 1, 0, 1e9)));
            ServingSettings settings = settings(50, Binding.STREAM, 1, 0);
            ServingEngine engine = new ServingEngine(
                    new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                    new Closest(),
                    seed);
            ServingStatistics result = engine.finish();
            double first = result.meanLatency(0) - 10 * MS;
            double second = result.meanLatency(1) - 30 * MS;
            // At most one of them waits, and never longer than the other runs.
            assertTrue(Math.min(first, second) < 1e-9 && first < 30 * MS && second < 10 * MS, first + " " + second);
            assertEquals(0.04, engine.busyTime(0) / engine.now(), 0.002, "a second of GPU time is given out once");
        }
    }

    @Test
    void nothingBeyondTheDurationMovesTheClock() {
        EdgeTopology topology = chain(0, worker("w", 10 * MS, 0, 1, 1));
        ServingSettings plain = settings(20, Binding.STREAM, 1, 0);
        ServingSettings coarse =
                new ServingSettings(20, 0, Binding.STREAM, 1, 0, plain.jitter(), plain.service(), 1000);
        List<Disturbance> late = List.of(new Disturbance(500, Disturbance.Kind.FAIL, 0, 1));
        ServingEngine engine = engine(topology, coarse, 1, 10, 1, late);
        engine.finish();
        assertEquals(20, engine.now(), 0.1);
        assertTrue(engine.isUp(0));
        assertEquals(1, engine.statistics().timeline().length());
    }

    /** Where times are equal, what is under way comes before the surroundings: a batch that ends as its worker fails is done. */
    @Test
    void whatIsUnderWayComesBeforeTheSurroundings() {
        EdgeTopology topology = chain(0, worker("w", 0.5, 0, 1, 1));
        ServingSettings settings = settings(100, Binding.STREAM, 1, 0);
        ServingEngine first = engine(topology, settings, 1, 0.1, 1);
        first.advanceToQuery();
        double end = first.now() + 1 * MS + 0.5;
        first.sendQuery();
        first.advance(Math.nextDown(end));
        assertEquals(0, first.statistics().served());
        first.advance(end);
        assertEquals(1, first.statistics().served(), "the batch ends at that very moment");
        ServingStatistics result = engine(
                        topology, settings, 1, 0.1, 1, List.of(new Disturbance(end, Disturbance.Kind.FAIL, 0, 1)))
                .finish();
        assertEquals(1, result.served());
        assertEquals(0, result.lost());
        assertEquals(result.offered() - 1, result.rejected());
    }

    /** A policy that rejects everything until its second decision. */
    private static final class Opening implements AdaptivePolicy {
        private int decisions;

        @Override
        public String name() {
            return "opening";
        }

        @Override
        public double period() {
            return 3;
        }

        @Override
        public void decide(Monitoring monitoring) {
            decisions++;
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return decisions > 1 ? 0 : REJECT;
        }
    }

    /** Nothing is released in this run: streams ask again because the policy has decided anew. */
    @Test
    void streamsAskAgainAfterADecision() {
        EdgeTopology topology = chain(0, worker("w", 10 * MS, 0, 1, 1));
        ServingEngine engine = engine(topology, settings(10, Binding.STREAM, 1, 0), 1, 10, 3);
        engine.setPolicy(new Opening());
        ServingStatistics result = engine.finish();
        assertEquals(3 * 10 * 3, result.rejected(), 3);
        assertEquals(3 * 10 * 7, result.served(), 3);
    }
}
