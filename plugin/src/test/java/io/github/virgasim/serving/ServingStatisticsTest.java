// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.workload.QueryProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted when, and what the numbers are of. */
class ServingStatisticsTest {
    private static final double DEADLINE = 0.25;

    /** Warm-up 1 s of 100 s, lines of 10 s, two classes, two sites. */
    private final ServingStatistics statistics = new ServingStatistics(
            List.of(
                    TestScenarios.streamClass("a", QueryProcess.periodic(1), DEADLINE, 1),
                    TestScenarios.streamClass("b", QueryProcess.periodic(1), 2 * DEADLINE, 1)),
            2,
            TestScenarios.settings(100, JitterModel.none(), ServiceLaw.deterministic()));

    @Test
    void whatIsSentBeforeTheWarmUpEndsIsOnlyMonitored() {
        double[] times = {Math.nextDown(1.0), 1, 5};
        for (double time : times) {
            statistics.offered(1, 0, time);
            statistics.answered(0, time, 0.1, 50);
            statistics.offered(0, 1, time);
            statistics.rejected(1, time);
            statistics.escalated(1, time);
        }
        assertEquals(2, statistics.offered(0));
        assertEquals(2, statistics.served(0));
        assertEquals(2, statistics.rejected(1));
        assertEquals(2, statistics.escalated(1));
        assertEquals(0, statistics.escalated(0));
        assertEquals(2, statistics.offeredAt(1, 0));
        assertEquals(0, statistics.offeredAt(0, 0));
        assertEquals(2, statistics.offeredAt(0, 1));
        assertEquals(3, statistics.sinceStart(Timeline.OFFERED, 0));
        assertEquals(3, statistics.sinceStart(Timeline.SERVED, 0));
        assertEquals(3, statistics.sinceStart(Timeline.REJECTED, 1));
        assertEquals(4, statistics.offered());
        assertEquals(2, statistics.served());
        assertEquals(2, statistics.rejected());
        assertEquals(2, statistics.latency(0).getTotalCount());
        assertEquals(6, statistics.timeline().offered(0));
    }

    @Test
    void anAnswerAtTheDeadlineIsInTime() {
        statistics.answered(0, 2, DEADLINE, 50);
        statistics.answered(0, 2, Math.nextUp(DEADLINE), 50);
        statistics.answered(1, 2, 2 * DEADLINE, 50);
        assertEquals(1, statistics.served(0));
        assertEquals(1, statistics.late(0));
        assertEquals(1, statistics.served(1));
        assertEquals(2, statistics.served());
        assertEquals(1, statistics.late());
        assertEquals(1, statistics.sinceStart(Timeline.LATE, 0));
        assertEquals(0, statistics.sinceStart(Timeline.LATE, 1));
        assertEquals(1, statistics.timeline().late(0));
    }

    @Test
    void lostAndRefusedQueriesAreRejectedOnes() {
        for (double time : new double[] {0.5, 3}) {
            statistics.lost(0, time);
            statistics.refusedByWorker(1, time);
        }
        statistics.rejected(1, 4);
        assertEquals(1, statistics.lost());
        assertEquals(1, statistics.rejected(0));
        assertEquals(1, statistics.refusedByWorker());
        assertEquals(1, statistics.refusedByWorker(1));
        assertEquals(0, statistics.refusedByWorker(0));
        assertEquals(2, statistics.rejected(1));
        assertEquals(5, statistics.timeline().rejected(0));
    }

    @Test
    void whatHasNoOutcomeIsUnderWay() {
        for (int i = 0; i < 7; i++) {
            statistics.offered(0, i % 2, 2);
        }
        statistics.answered(0, 2, 0.1, 50);
        statistics.answered(0, 2, 1, 50);
        statistics.rejected(1, 2);
        assertEquals(4, statistics.underWay());
        assertEquals(2, statistics.underWay(0));
        assertEquals(2, statistics.underWay(1));
    }

    @Test
    void meansAreOverAnsweredQueriesAndExact() {
        statistics.answered(0, 2, 0.125, 40);
        statistics.answered(0, 2, 0.75, 70);
        statistics.answered(1, 2, 0.1, 90);
        statistics.rejected(0, 2);
        assertEquals(0.4375, statistics.meanLatency(0));
        assertEquals(55, statistics.meanAccuracy(0));
        assertEquals(90, statistics.meanAccuracy(1));
        assertTrue(Double.isNaN(fresh().meanLatency(0)) && Double.isNaN(fresh().meanAccuracy(0)));
    }

    private static ServingStatistics fresh() {
        return new ServingStatistics(
                List.of(TestScenarios.streamClass("a", QueryProcess.periodic(1), DEADLINE, 1)),
                1,
                TestScenarios.settings(100, JitterModel.none(), ServiceLaw.deterministic()));
    }

    @Test
    void latenciesAreInMicrosecondsUpToAnHour() {
        for (int i = 1; i <= 100; i++) {
            statistics.answered(0, 2, i / 1000.0, 50);
        }
        assertEquals(0.05, statistics.latencyPercentile(0, 50), 5e-5);
        assertEquals(0.1, statistics.latencyPercentile(0, 100), 1e-4);
        statistics.answered(1, 2, 1.6e-6, 50);
        assertEquals(2, statistics.latency(1).getMaxValue());
        statistics.answered(1, 2, 1e9, 50);
        assertEquals(3600, statistics.latencyPercentile(1, 100), 4);
        assertEquals(102, statistics.latency().getTotalCount());
    }
}
