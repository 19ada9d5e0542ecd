// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Farthest;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
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
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users, policies and agents see of a run at a moment, on cases that can be followed by hand. */
class EngineViewTest {
    private static final double HOP = 0.01;
    private static final double SERVICE = 0.1;

    /** Two sites; the clients are at the first one, whose worker takes one batch of one query at a time. */
    private static ServingScenario scenario(GpuSharing sharing, int replicas, int clients, double rate) {
        var device = TestScenarios.device("d");
        ModelVariant near = TestScenarios.variant("near", device, SERVICE, 0, 1, replicas);
        ModelVariant far = TestScenarios.variant("far", device, SERVICE, 0, 1, 1);
        Site one = new Site(
                "one",
                Tier.EDGE,
                "two",
                new Link(HOP, 0, 1e9),
                new Link(HOP, 0, 1e9),
                1,
                List.of(new Worker("a", device, 1, 1, 1e6, List.of(near), List.of(), sharing)));
        Site two = new Site(
                "two",
                Tier.DATA_CENTER,
                "",
                Link.NONE,
                Link.NONE,
                0,
                List.of(new Worker("b", device, 1, 1, 1e6, List.of(far))));
        List<StreamClass> classes = List.of(
                TestScenarios.streamClass("other", QueryProcess.periodic(1), 1, 1),
                TestScenarios.streamClass("k", QueryProcess.periodic(rate), 1, 1));
        List<Client> arriving = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            arriving.add(new Client(0, 1, 0, 1e9));
        }
        var settings =
                new ServingSettings(10, 0, Binding.STREAM, 1, 0, JitterModel.none(), ServiceLaw.deterministic(), 5);
        return new ServingScenario(
                "view", new EdgeTopology(List.of(one, two)), Workload.replay(classes, arriving), settings, List.of());
    }

    private static ServingEngine engine(SchedulingPolicy policy) {
        return new ServingEngine(scenario(GpuSharing.exclusive(), 1, 1, 5), policy, 3);
    }

    @Test
    void aQueryCanBeFollowedFromStepToStep() {
        ServingEngine engine = engine(new Closest());
        Optional<StreamRequest> request = engine.advanceToQuery();
        assertEquals(0, request.orElseThrow().source());
        assertEquals(1, request.orElseThrow().classIndex());
        assertEquals("k", request.orElseThrow().streamClass().name());
        double sent = engine.now();
        assertTrue(sent > 0 && sent < 0.2);
        Monitoring seen = engine.monitoring();
        ServingView view = engine.view();
        assertEquals(sent, view.now());
        assertEquals(1, seen.clients());
        assertEquals(1, seen.clients(1));
        assertEquals(0, seen.clients(0));
        assertEquals(0, view.load(0));
        assertEquals(0, seen.sent(1));
        engine.sendQuery();
        assertThrows(IllegalStateException.class, engine::sendQuery);
        assertEquals(1, seen.sent(1));
        assertEquals(0, seen.sent(0));
        assertEquals(5, view.load(0));
        assertEquals(0, view.load(1));
        assertEquals(0.5, seen.utilization(0), 1e-12);
        assertEquals(1, engine.queriesUnderWay());
        assertEquals(0, view.running(0));
        engine.advance(sent + HOP);
        assertEquals(1, view.running(0));
        assertEquals(0, view.waiting(0));
        assertEquals(1, engine.utilization(0));
        assertEquals(30, engine.power(0));
        assertEquals(10, engine.power(1));
        engine.advance(sent + HOP + SERVICE / 2);
        assertEquals(SERVICE / 2, engine.busyTime(0), 1e-12);
        assertEquals(10 * engine.now() + 20 * SERVICE / 2, engine.energy(0), 1e-9);
        assertEquals(0, engine.processed());
        engine.advance(sent + HOP + SERVICE);
        assertEquals(0, view.running(0));
        assertEquals(1, seen.served(1));
        assertEquals(0, seen.late(1) + seen.rejected(1) + seen.served(0));
        assertEquals(0, engine.queriesUnderWay());
        assertEquals(1, engine.processed());
        assertEquals(1, engine.degradation());
        // The next one comes a period later, and no other.
        engine.advanceToQuery();
        assertEquals(sent + 0.2, engine.now(), 1e-12);
    }

    @Test
    void thereIsAnEndOfQueries() {
        ServingEngine engine = engine(new Closest());
        int queries = 0;
        while (engine.advanceToQuery().isPresent()) {
            engine.sendQuery();
            queries++;
        }
        assertEquals(50, queries);
        assertEquals(50, engine.statistics().offered());
        assertEquals(0, engine.clients());
        engine.finish();
        assertTrue(engine.isFinished());
    }

    @Test
    void anotherPolicyDecidesForThoseThatAskFromThenOn() {
        Closest closest = new Closest();
        ServingEngine engine = new ServingEngine(scenario(GpuSharing.exclusive(), 1, 2, 2), closest, 3);
        assertSame(closest, engine.policy());
        engine.advanceToQuery();
        engine.sendQuery();
        Farthest farthest = new Farthest();
        engine.setPolicy(farthest);
        assertSame(farthest, engine.policy());
        engine.advance(2);
        assertEquals(2, engine.view().load(0), "bound before");
        assertEquals(2, engine.view().load(1), "bound afterwards");
        assertThrows(NullPointerException.class, () -> engine.setPolicy(null));
        assertThrows(NullPointerException.class, () -> engine.setPlacement(null));
    }

    /** Hands over to another policy with its second decision. */
    private static final class HandingOver implements AdaptivePolicy {
        private final SchedulingPolicy heir;
        private ServingEngine engine;

        HandingOver(SchedulingPolicy heir) {
            this.heir = heir;
        }

        @Override
        public String name() {
            return "handing-over";
        }

        @Override
        public double period() {
            return 1;
        }

        @Override
        public void decide(Monitoring monitoring) {
            if (monitoring.now() > 0) {
                engine.setPolicy(heir);
            }
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return 0;
        }
    }

    @Test
    void aPolicyMayHandOverWhenItDecides() {
        Asked adaptive = new Asked(3);
        for (SchedulingPolicy heir : List.of(new Closest(), adaptive)) {
            HandingOver first = new HandingOver(heir);
            ServingEngine engine = engine(first);
            first.engine = engine;
            engine.finish();
            assertSame(heir, engine.policy());
        }
        assertEquals(List.of(1.0, 4.0, 7.0), adaptive.decided.subList(0, 3));
    }

    @Test
    void nobodyWhomTheEngineAsksMayAdvanceIt() {
        AtomicReference<ServingEngine> engine = new AtomicReference<>();
        SchedulingPolicy impatient = new SchedulingPolicy() {
            @Override
            public String name() {
                return "impatient";
            }

            @Override
            public int choose(StreamRequest request, ServingView view) {
                engine.get().advance(view.now() + 1);
                return REJECT;
            }
        };
        engine.set(engine(impatient));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> engine.get().finish());
        assertTrue(e.getMessage().contains("must not advance it"), e.getMessage());
    }

    /** Counts how often it is asked, and when. */
    private static final class Asked implements AdaptivePolicy, PlacementPolicy {
        private final double period;
        private final List<Double> decided = new ArrayList<>();
        private final List<Double> placed = new ArrayList<>();

        Asked(double period) {
            this.period = period;
        }

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public double period() {
            return period;
        }

        @Override
        public void decide(Monitoring monitoring) {
            decided.add(monitoring.now());
        }

        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            placed.add(monitoring.now());
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return 0;
        }
    }

    @Test
    void adaptivePoliciesDecideFromTheirStartOnAndPlacementAfterAPeriod() {
        Asked asked = new Asked(4);
        ServingEngine engine = engine(asked);
        engine.setPlacement(asked);
        engine.finish();
        assertEquals(List.of(0.0, 4.0, 8.0), asked.decided);
        assertEquals(List.of(4.0, 8.0), asked.placed);
        Asked later = new Asked(5);
        ServingEngine other = engine(new Closest());
        other.advance(3);
        other.setPolicy(later);
        other.setPlacement(later);
        other.advance(4);
        other.finish();
        assertEquals(List.of(3.0, 8.0), later.decided);
        assertEquals(List.of(8.0), later.placed);
        ServingEngine left = engine(asked);
        asked.decided.clear();
        left.advance(1);
        left.setPolicy(new Closest());
        left.finish();
        assertEquals(List.of(0.0), asked.decided, "is asked no more");
    }

    /** Two streams whose queries overlap on a GPU where a second batch makes both take 1.5 times as long. */
    @Test
    void whatRunsSideBySideIsDegraded() {
        GpuSharing shared = GpuSharing.timeSlicing(TestScenarios.linear(0.5, 2));
        ServingEngine engine = new ServingEngine(scenario(shared, 2, 2, 1), new Closest(), 3);
        engine.advanceToQuery();
        double first = engine.now();
        engine.sendQuery();
        engine.advanceToQuery();
        engine.sendQuery();
        double gap = engine.now() - first;
        engine.advance(engine.now() + HOP);
        if (gap < SERVICE) {
            assertEquals(2, engine.view().running(0));
            assertEquals(Double.POSITIVE_INFINITY, engine.view().slowdown(0), "a third one does not fit");
            assertEquals(1, engine.utilization(0));
        } else {
            assertEquals(1.5, engine.view().slowdown(0));
        }
        engine.advance(engine.now() + 2 * SERVICE);
        double overlap = Math.max(0, SERVICE - gap);
        // The first runs alone for the gap; then both at a speed of 2/3 until it ends; the second makes up alone.
        double firstTakes = SERVICE + 0.5 * overlap;
        double secondTakes = SERVICE + 0.5 * overlap;
        assertEquals((firstTakes + secondTakes) / SERVICE, engine.degradation(), 1e-9);
        assertEquals(2, engine.processed());
    }

    @Test
    void linesOfTheTimelineHaveTheMeanOverWorkersAndTime() {
        ServingEngine engine = engine(new Closest());
        engine.finish();
        Timeline timeline = engine.statistics().timeline();
        assertEquals(2, timeline.length());
        // Half of one of two workers, but for what is under way at the ends.
        assertEquals(0.25, timeline.utilization(0), 0.011);
        assertEquals(0.25, timeline.utilization(1), 0.011);
        assertEquals(engine.busyTime(0), 10 * (timeline.utilization(0) + timeline.utilization(1)), 0.1 + 1e-9);
        assertEquals(1, timeline.clients(0));
        assertEquals(1, timeline.bound(0));
        assertEquals(25, timeline.offered(0));
        assertEquals(25, timeline.served(1));
    }

    /** The duration is 10 s; the last line may be shorter than the others. */
    @ParameterizedTest
    @CsvSource({"4, 3, 10", "9.9, 2, 1", "30, 1, 50", "0.1, 100, 1"})
    void theLastLineOfTheTimelineEndsWithTheRun(double interval, int lines, int offeredInTheLast) {
        ServingScenario scenario = scenario(GpuSharing.exclusive(), 1, 1, 5);
        ServingSettings set = scenario.settings();
        ServingEngine engine = new ServingEngine(
                scenario.withSettings(new ServingSettings(
                        set.duration(), 0, set.binding(), 1, 0, set.jitter(), set.service(), interval)),
                new Closest(),
                3);
        engine.finish();
        Timeline timeline = engine.statistics().timeline();
        assertEquals(lines, timeline.length());
        assertEquals(offeredInTheLast, timeline.offered(lines - 1), 1);
        double busy = 0;
        for (int line = 0; line < lines; line++) {
            assertEquals(1, timeline.clients(line));
            busy += 2 * timeline.utilization(line) * Math.min(interval, set.duration() - line * interval);
        }
        assertEquals(engine.busyTime(0), busy, 0.1 + 1e-9);
    }
}
