// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads of two instances on one worker and one on another; queries of two sizes. */
class LoadsTest {
    private static final int SMALL = 0;
    private static final int LARGE = 1;

    private final EdgeTopology topology = topology();
    private final List<StreamClass> classes = List.of(streamClass("small", 4, 1), streamClass("large", 2, 3));

    private static StreamClass streamClass(String name, double rate, double size) {
        return new StreamClass(name, TestScenarios.TASK, 1, QueryProcess.periodic(rate), size, 0, 0, 1, 0, 1);
    }

    /** Capacities of a: 1 / 0.125 small or 1 / 0.375 large ones per second; of b half, of c twice as many. */
    private static EdgeTopology topology() {
        var device = TestScenarios.device("d");
        ModelVariant a = TestScenarios.variant("a", device, 0, 0.125, 1, 1);
        ModelVariant b = TestScenarios.variant("b", device, 0, 0.25, 1, 1);
        ModelVariant c = TestScenarios.variant("c", device, 0, 0.0625, 1, 1);
        Worker one = new Worker("one", device, 1, 1, 1e6, List.of(a, b));
        Worker other = new Worker("other", device, 1, 1, 1e6, List.of(c));
        return new EdgeTopology(List.of(new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(one, other))));
    }

    @Test
    void boundStreamsLoadWithTheirMeanRates() {
        var loads = new Loads.Bound(topology, classes, Batching.none());
        assertEquals(0.5, loads.demand(0, SMALL));
        assertEquals(0.75, loads.demand(0, LARGE));
        assertEquals(1, loads.demand(1, SMALL));
        loads.add(0, SMALL);
        loads.add(0, LARGE);
        loads.add(1, LARGE);
        loads.add(2, SMALL);
        assertEquals(6, loads.load(0, 9));
        assertEquals(2, loads.load(1, 9));
        assertEquals(0.5 + 0.75 + 1.5, loads.utilization(0, 9));
        assertEquals(0.25, loads.utilization(1, 9));
        loads.remove(0, SMALL);
        assertEquals(2, loads.load(0, 9));
        assertEquals(0.75 + 1.5, loads.utilization(0, 9));
        loads.remove(1, LARGE);
        assertEquals(0, loads.load(1, 9));
        assertEquals(0.75, loads.utilization(0, 9));
    }

    @Test
    void nothingIsLeftOfRoundingWhenTheLastStreamGoes() {
        List<StreamClass> odd = List.of(streamClass("a", 0.1, 1), streamClass("b", 0.7, 1));
        var loads = new Loads.Bound(topology, odd, Batching.none());
        for (int k = 0; k < 10; k++) {
            loads.add(0, k % 2);
        }
        for (int k = 0; k < 10; k++) {
            loads.remove(0, (k + 1) % 2);
        }
        assertEquals(0, loads.load(0, 0));
        assertEquals(0, loads.utilization(0, 0));
    }

    @Test
    void singleQueriesLoadOverTheLastSecond() {
        var loads = new Loads.Recent(topology, classes, Batching.none());
        assertEquals(0.125, loads.demand(0, SMALL));
        assertEquals(0.375, loads.demand(0, LARGE));
        loads.add(0, SMALL, 0.25);
        loads.add(0, LARGE, 0.5);
        assertEquals(2, loads.load(0, 0.75));
        assertEquals(0.5, loads.utilization(0, 0.75));
        // Of the last second, three quarters lie in the window before: they count in that proportion.
        assertEquals(1.5, loads.load(0, 1.25));
        assertEquals(0.375, loads.utilization(0, 1.25));
        loads.add(1, SMALL, 1.25);
        loads.add(2, SMALL, 1.25);
        assertEquals(1, loads.load(1, 1.5));
        assertEquals(0.5 * 0.5 + 0.25, loads.utilization(0, 1.5));
        assertEquals(0.0625, loads.utilization(1, 1.5));
        // At the start of a window all of the one before counts, and nothing of those before it.
        assertEquals(0, loads.load(0, 2));
        assertEquals(1, loads.load(1, 2));
        assertEquals(0.25, loads.load(1, 2.75));
        assertEquals(0, loads.load(1, 3));
    }

    @Test
    void aWindowInWhichNothingCameIsNotTheOneBefore() {
        var loads = new Loads.Recent(topology, classes, Batching.none());
        loads.add(0, SMALL, 0.5);
        assertEquals(0, loads.load(0, 2.5));
        loads.add(0, SMALL, 2.5);
        assertEquals(1, loads.load(0, 2.5));
        assertEquals(0, loads.load(0, 1e6));
    }
}
