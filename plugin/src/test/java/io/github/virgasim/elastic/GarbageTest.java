// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Under the baseline Min a step leaves nothing behind but the tasks, which a scheduler may keep. */
    @Test
    void stepsAllocateTheTasksOnly() {
        ElasticExperiment published = TapFinger.synthetic(3, 2, Fidelity.PAPER);
        ElasticExperiment longer =
                new ElasticExperiment("long", published.setting(), published.types(), published.rate(), 30_000);
        RandomStreams random = new RandomStreams(1);
        ElasticEngine engine = new ElasticEngine(
                longer.setting(),
                longer.types(),
                longer.arrivals(random),
                Baseline.MIN.scheduler(longer, random),
                random.stream("noise"),
                new EpisodeStatistics());
        while (engine.created() < 20_000) {
            engine.step();
        }
        long tasks = engine.created();
        long bytes = -THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        while (engine.created() < 30_000) {
            engine.step();
        }
        bytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        double perTask = bytes / (double) (engine.created() - tasks);
        // A task has 80 bytes with compressed references and 104 without.
        assertTrue(perTask < 110, () -> perTask + " bytes per task");
    }

    @Test
    void laterProposalOfAClusterReplacesItsFirst() {
        Proposals proposals = new Proposals(2);
        Units one = Units.of(1);
        ElasticTask task = new ElasticTask(0, new Arrival(0, List.of(0)), Small.type(one, one, 1), 0);
        proposals.put(0, task, 0.5, Units.none(1));
        proposals.put(0, task, 0.5, one);
        assertEquals(one, proposals.units(0));
        assertThrows(IllegalArgumentException.class, () -> proposals.put(1, task, 0, one));
        assertThrows(IndexOutOfBoundsException.class, () -> proposals.put(2, task, 1, one));
    }
}
