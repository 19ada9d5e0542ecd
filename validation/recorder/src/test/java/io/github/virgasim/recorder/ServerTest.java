// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrivals and the loop that serves them, where all times are known beforehand. */
class ServerTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final FakeClock clock = new FakeClock();

    private Server server(long fixed, long perQuery, int maxBatch, long patience) {
        return new Server(clock, new FakeModel(clock, b -> fixed + perQuery * b).load(), maxBatch, patience);
    }

    @Test
    void whatHasComeIsABatchAndNothingIsWaitedFor() {
        Served served = server(80, 20, 3, NEVER).serve(new long[] {10, 20, 30, 40, 50, 1000, 1100});
        assertArrayEquals(new long[] {10, 110, 110, 110, 250, 1000, 1100}, served.starts());
        assertArrayEquals(new long[] {110, 250, 250, 250, 350, 1100, 1200}, served.dones());
        assertArrayEquals(new int[] {1, 3, 3, 3, 1, 1, 1}, served.batches());
        assertArrayEquals(new long[5], served.late());
        assertEquals(7, served.count());
        assertEquals(100 + 140 + 100 + 100 + 100, served.busyNanos());
        assertEquals((100 + 3 * 230 - 30 - 0 + 300 + 100 + 100) / 7e3, served.meanMicros(), 1e-9);
    }

    @Test
    void aRequestThatComesAsABatchEndsIsInTheNext() {
        Served served = server(100, 0, 8, NEVER).serve(new long[] {0, 100, 101});
        assertArrayEquals(new long[] {100, 200, 300}, served.dones());
    }

    /** Pollaczek and Khinchine: mean wait of a deterministic server is rho D / (2 (1 - rho)). */
    @ParameterizedTest
    @ValueSource(ints = {30, 60, 80})
    void poissonArrivalsAtAConstantServerWaitAsTheFormulaSays(int load) {
        long time = 1_000_000;
        double rho = load / 100.0;
        Served served = server(time, 0, 1, NEVER).serve(Arrivals.poisson(load, rho * 1e9 / time, 400_000));
        assertEquals(1e3 * (1 + rho / (2 * (1 - rho))), served.meanMicros(), 0.02 * served.meanMicros());
    }

    @Test
    void theBacklogTellsTheCapacity() {
        Served served = server(80, 20, 4, NEVER).serve(Arrivals.backlog(40));
        assertEquals(10 * 160, served.busyNanos());
        assertEquals(1600, served.dones()[39]);
    }

    @Test
    void aServerThatFallsBehindGivesUp() {
        Served served = server(100, 0, 1, 1000).serve(new long[100]);
        assertEquals(100, served.planned());
        assertEquals(12, served.count(), "the request begun at 1100 had waited longer than 1000");
    }

    @Test
    void lateLooksAreToldButNotTakenForService() {
        FakeClock sleepy = new FakeClock(7);
        Served served = new Server(sleepy, new FakeModel(sleepy, b -> 100).load(), 8, NEVER)
                .serve(new long[] {10, 500, 550, 1000});
        assertArrayEquals(new long[] {7, 7, 0, 7}, served.late());
        assertArrayEquals(new long[] {17, 507, 607, 1007}, served.starts());
        assertEquals(0.007, served.lateMicros(1), 1e-12);
    }

    @Test
    void arrivalsAreAsDrawnWhateverTheServerDoes() {
        long[] first = Arrivals.poisson(7, 1000, 50_000);
        assertArrayEquals(first, Arrivals.poisson(7, 1000, 50_000));
        assertFalse(Arrays.equals(first, Arrivals.poisson(8, 1000, 50_000)));
        double mean = first[first.length - 1] / 50_000.0;
        assertEquals(1e6, mean, 0.02e6);
        double variance = 0;
        for (int i = 1; i < first.length; i++) {
            assertTrue(first[i] >= first[i - 1]);
            variance += Math.pow(first[i] - first[i - 1] - mean, 2) / first.length;
        }
        assertEquals(1, Math.sqrt(variance) / mean, 0.02, "gaps are exponential");
        assertArrayEquals(first, server(5_000_000, 0, 1, NEVER).serve(first).arrivals());
    }

    /** A model that takes a nanosecond would have billions of requests in a part of a second. */
    @Test
    void aPartHasNoMoreRequestsThanFitIntoMemory() {
        FakeClock clock = new FakeClock();
        LoadRun run = new LoadRun(clock, new FakeModel(clock, batch -> 1).load(), 1, 50);
        run.serveAll(Integer.MAX_VALUE);
        assertEquals(LoadRun.MOST, run.served().count());
        LoadRun open = new LoadRun(clock, new FakeModel(clock, batch -> 1).load(), 1, 50);
        open.servePoisson(1, 1e9, 1_000_000_000);
        assertEquals(LoadRun.MOST, open.served().planned());
    }

    @Test
    void partsAreJoinedWithTheirPauses() {
        Served part = server(100, 0, 2, NEVER).serve(new long[] {5, 10});
        Served whole = Served.joined(List.of(part, part), List.of(1000L, 3000L));
        assertArrayEquals(new long[] {5, 10, 2005, 2010}, whole.arrivals());
        assertArrayEquals(new long[] {105, 205, 2105, 2205}, whole.dones());
        assertEquals(4, whole.planned());
        assertEquals(part.meanMicros(), whole.meanMicros(), 1e-12);
    }
}
