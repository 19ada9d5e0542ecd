// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.PreemptingPolicy;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bound streams give way where the scenario allows it, the policy asks for it, and it suffices. */
class PreemptTest {
    /** Class 1 takes the only worker whatever is there, and class 0 gives way or another one. */
    private record Pushing(int victim) implements PreemptingPolicy {
        @Override
        public String name() {
            return "pushing";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return request.classIndex() == 1 || view.hasRoom(0, request) ? 0 : REJECT;
        }

        @Override
        public int victim(StreamRequest request, int instance, ServingView view) {
            assertTrue(view.preempts() && view.room(instance, request) < 0);
            return victim;
        }
    }

    /** Room for 50 queries/s; two streams of 20 of class 0 from the start, one of class 1 from 10 s on, with what rate it has. */
    private static ServingEngine engine(boolean preempt, int victim, double rate) {
        return engine(preempt, victim, rate, 0);
    }

    private static ServingEngine engine(boolean preempt, int victim, double rate, double monitoring) {
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), 0.01, 0, 1, 1);
        Worker worker = new Worker("w", variant.device(), 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        Workload workload = Workload.replay(
                List.of(
                        TestScenarios.streamClass("meek", QueryProcess.periodic(20), 1, 1),
                        TestScenarios.streamClass("strong", QueryProcess.periodic(rate), 1, 1)),
                List.of(new Client(0, 0, 0, 1e9), new Client(0.001, 0, 0, 1e9), new Client(10, 1, 0, 1e9)));
        ServingSettings settings = new ServingSettings(
                        100, 0, Binding.STREAM, 0.5, monitoring, JitterModel.none(), ServiceLaw.deterministic(), 1)
                .withPreempt(preempt);
        return new ServingEngine(
                new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Pushing(victim),
                3);
    }

    @Test
    void oneStreamGivesWayAndCountsAsRejectedFromThen() {
        ServingStatistics result = engine(true, 0, 20).finish();
        assertEquals(1800, result.served(1), 2);
        // One of two streams for 100 s, the other for 10 s.
        assertEquals(2200, result.served(0), 2);
        assertEquals(1800, result.rejected(0), 2);
        assertEquals(result.offered(), result.served() + result.late() + result.rejected());
    }

    @Test
    void asManyGiveWayAsMustAndNoneIfAllWouldNotSuffice() {
        assertEquals(400, engine(true, 0, 45).finish().served(0), 4);
        ServingStatistics tooMuch = engine(true, 0, 60).finish();
        assertEquals(4000, tooMuch.served(0), 2);
        assertEquals(0, tooMuch.served(1));
        assertTrue(tooMuch.refusedByWorker() > 0);
    }

    @Test
    void nobodyGivesWayToAClassThatIsNotThere() {
        assertEquals(4000, engine(true, 1, 20).finish().served(0), 2);
        assertEquals(4000, engine(true, 7, 20).finish().served(0), 2);
    }

    /** The policy sees the empty worker of the start, so that it does not know that anybody would have to go. */
    @Test
    void nobodyGivesWayWhereAnOldViewHasRoom() {
        ServingStatistics result = engine(true, 0, 20, 1000).finish();
        assertEquals(4000, result.served(0), 2);
        assertEquals(0, result.served(1));
        assertTrue(result.refusedByWorker(1) > 0);
    }

    @Test
    void withoutLeaveItIsAFaultOfThePolicy() {
        ServingEngine engine = engine(false, 0, 20);
        assertThrows(PolicyFaultException.class, engine::finish);
        assertThrows(
                InvalidInputException.class,
                () -> engine(true, 0, 20).scenario().settings().withBinding(Binding.QUERY));
    }
}
