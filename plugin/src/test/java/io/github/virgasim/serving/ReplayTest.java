// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.RecordedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** What the replay of a recording needs, held against closed forms and cases that can be followed by hand. */
class ReplayTest {
    private static ModelVariant variant(String name, double seconds, int maxBatch) {
        return TestScenarios.variant(name, TestScenarios.device("d"), 0, seconds, maxBatch, 1);
    }

    private static ModelVariant withOverhead(double seconds, double overhead) {
        ModelVariant v = variant("m", seconds, 1);
        return new ModelVariant(v.model(), v.device(), 0, seconds, overhead, 1 / seconds, 10, 1, 1, "test");
    }

    @Test
    void queriesHaveSizesAndLengthsOfTheirOwn() {
        Link access = new Link(0.125, 0, 8e6);
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("m", 1, 1)).access(access);
        double[] latencies = site.latencies(List.of(
                OneSite.query(0),
                OneSite.query(10).withSize(3),
                OneSite.query(20).withRequestBytes(500_000)));
        double longer = access.transferTime(500_000);
        assertTrue(longer > 0.4, "a length that can be seen");
        assertArrayEquals(new double[] {1.25, 3.25, 1.25 + longer}, latencies, 1e-12);
    }

    @Test
    void recordedDecisionsAreFollowedWhateverTheLoad() {
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("a", 1, 1), variant("b", 2, 1));
        List<RecordedQuery> queries = List.of(
                OneSite.query(0).decided(1),
                OneSite.query(0).decided(1),
                OneSite.query(0).decided(RecordedQuery.REJECTED),
                OneSite.query(1).decided(0));
        ServingEngine engine = site.engine(queries);
        ServingStatistics statistics = engine.finish();
        assertEquals(1, statistics.rejected());
        assertEquals(3, statistics.served());
        // Ids are numbers among those sent, so that the turned-away one has none.
        double[] latencies = site.latencies(List.of(queries.get(0), queries.get(1), queries.get(3)));
        assertArrayEquals(new double[] {2, 4, 1}, latencies, 1e-12);
    }

    @Test
    void aDecisionForAWorkerThatIsDownIsARejection() {
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("a", 1, 1), variant("b", 2, 1));
        ServingEngine engine = site.engine(
                List.of(OneSite.query(1).decided(1), OneSite.query(2).decided(0)));
        engine.failWorker(1);
        ServingStatistics statistics = engine.finish();
        assertEquals(1, statistics.rejected());
        assertEquals(1, statistics.served());
    }

    /** Two servers with exponential times, a query for each in each request: Nelson and Tantawi, (12 - rho) / 8 of an M/M/1. */
    @Test
    void requestsForkAndJoinAsInTheory() {
        double rho = 0.6;
        double[] arrivals = OneSite.poisson(rho, 400_000, 7);
        List<RecordedQuery> queries = new ArrayList<>();
        for (int r = 0; r < arrivals.length; r++) {
            queries.add(OneSite.query(arrivals[r]).ofRequest(r).decided(0));
            queries.add(OneSite.query(arrivals[r]).ofRequest(r).decided(1));
        }
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("a", 1, 1), variant("b", 1, 1))
                .service(ServiceLaw.exponential());
        double[] latencies = site.latencies(queries);
        for (int i = 0; i < latencies.length; i += 2) {
            assertEquals(latencies[i], latencies[i + 1], 1e-9);
        }
        double expected = (12 - rho) / 8 / (1 - rho);
        assertEquals(expected, StatUtils.mean(latencies), 0.02 * expected);
    }

    @Test
    void whoIsTurnedAwayIsNotWaitedFor() {
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("a", 1, 1), variant("b", 4, 1));
        List<RecordedQuery> queries = List.of(
                OneSite.query(0).ofRequest(0).decided(0),
                OneSite.query(0).ofRequest(1).decided(1),
                OneSite.query(2).ofRequest(1).decided(0),
                OneSite.query(3).ofRequest(0).decided(RecordedQuery.REJECTED),
                // After the end, so that nobody waits for it.
                OneSite.query(50).ofRequest(1).decided(0));
        ServingStatistics statistics = site.duration(20).engine(queries).finish();
        assertEquals(4, statistics.offered());
        assertEquals(1, statistics.rejected());
        assertEquals(3, statistics.served());
        // Request 0 is complete when its second query is turned away, with the answer of the first; request 1 at 4.
        double[] latencies = site.latencies(queries);
        assertEquals(1, latencies[0], 1e-12);
        assertEquals(4, latencies[1], 1e-12);
        assertEquals(2, latencies[2], 1e-12);
    }

    @Test
    void lostQueriesAreNotWaitedForEither() {
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("a", 1, 1), variant("b", 4, 1));
        ServingEngine engine = site.engine(List.of(
                OneSite.query(0).ofRequest(0).decided(0),
                OneSite.query(0).ofRequest(0).decided(1),
                OneSite.query(9).ofRequest(0).decided(0)));
        engine.advance(2);
        assertEquals(2, engine.queriesUnderWay());
        engine.failWorker(1);
        ServingStatistics statistics = engine.finish();
        assertEquals(1, statistics.rejected());
        assertEquals(2, statistics.served());
        assertEquals(0, engine.queriesUnderWay());
    }

    /** Copies c and runs r in a row: done(n) = max(copied(n), done(n - 1)) + r, copied(n) = max(a(n), begun(n - 1)) + c. */
    @Test
    void copiesOverlapTheRunAsTwoStationsInARow() {
        double[] arrivals = OneSite.poisson(0.9, 5_000, 3);
        for (double copy : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            BatchTimes times = new BatchTimes(Map.of(1, 1.0), Double.POSITIVE_INFINITY, copy, 0);
            OneSite site = new OneSite(
                    GpuSharing.overlappingCopies(), variant("m", 1, 1).withTimes(times));
            double[] expected = new double[arrivals.length];
            double begun = 0;
            double done = 0;
            for (int n = 0; n < arrivals.length; n++) {
                begun = Math.max(Math.max(arrivals[n], begun) + copy, done);
                done = begun + 1 - copy;
                expected[n] = done - arrivals[n];
            }
            assertArrayEquals(expected, site.latencies(OneSite.queries(arrivals)), 1e-6, "copy of " + copy);
        }
    }

    @Test
    void overlappingCopiesLoseTheirQueriesInAFailureAndGoOnAfterIt() {
        BatchTimes times = new BatchTimes(Map.of(1, 2.0), Double.POSITIVE_INFINITY, 1, 0);
        OneSite site =
                new OneSite(GpuSharing.overlappingCopies(), variant("m", 2, 1).withTimes(times));
        ServingEngine engine = site.engine(OneSite.queries(0, 0.5, 0.75, 10, 10));
        engine.advance(1.5);
        engine.failWorker(0);
        assertEquals(0, engine.queriesUnderWay());
        engine.advance(5);
        engine.recoverWorker(0);
        ServingStatistics statistics = engine.finish();
        assertEquals(3, statistics.rejected());
        assertEquals(2, statistics.served());
        // 10 to 13: copy, run, run.
        assertEquals(1.5 + 3, engine.busyTime(0), 1e-9);
    }

    /** M/D/1 with a service time that is longer by what the host holds the server. */
    @Test
    void theHostHoldsTheServerForEachQuery() {
        double[] arrivals = OneSite.poisson(1, 300_000, 5);
        ModelVariant held = variant("m", 0.5, 1).withHostTime(0.25);
        double[] latencies = new OneSite(GpuSharing.exclusive(), held).latencies(OneSite.queries(arrivals));
        double expected = 0.75 + 0.75 * 0.75 / 2 / (1 - 0.75);
        assertEquals(expected, StatUtils.mean(latencies), 0.02 * expected);
        assertEquals(0.75, held.processingDelay(1), 1e-12);
        assertEquals(0.5, held.batchDelay(1), 1e-12);
        assertEquals(1, held.occupancy(1), 1e-12);
        // Of a batch, each query holds it.
        ModelVariant batches = variant("m", 0.5, 2).withHostTime(0.25);
        assertArrayEquals(
                new double[] {0.75, 2.25 - 0.1, 2.25 - 0.2},
                new OneSite(GpuSharing.exclusive(), batches)
                        .batching(Batching.dynamic(0))
                        .latencies(OneSite.queries(0, 0.1, 0.2)),
                1e-12);
        assertThrows(InvalidInputException.class, () -> held.withHostTime(-1));
    }

    /** Pollaczek and Khinchine: wait = lambda E(S^2) / 2 / (1 - rho), with S linear between its quantiles. */
    @Test
    void serviceTimesByQuantilesWaitAsInTheory() {
        ServiceQuantiles quantiles = new ServiceQuantiles(Map.of(0.0, 8.0, 0.5, 10.0, 1.0, 30.0));
        double mean = 9 / 2.0 + 20 / 2.0;
        double second = 0;
        for (double[] part : new double[][] {{8, 10}, {10, 30}}) {
            second += 0.5 * (part[0] * part[0] + part[0] * part[1] + part[1] * part[1]) / 3;
        }
        second /= mean * mean;
        ServiceLaw law = ServiceLaw.quantiles(Map.of("m@d", quantiles));
        for (ServiceLaw each : List.of(law, law.correlated(1e-6))) {
            double[] latencies = new OneSite(GpuSharing.exclusive(), variant("m", 0.7, 1))
                    .service(each)
                    .latencies(OneSite.queries(OneSite.poisson(1, 300_000, 9)));
            double expected = 0.7 + 0.49 * second / 2 / (1 - 0.7);
            assertEquals(expected, StatUtils.mean(latencies), 0.02 * expected);
        }
    }

    @Test
    void variantsWithoutQuantilesDoNotStray() {
        ServiceLaw law = ServiceLaw.quantiles(Map.of("a@d", new ServiceQuantiles(Map.of(0.1, 1.0, 0.9, 3.0))));
        for (ServiceLaw each : List.of(law, law.correlated(1))) {
            assertArrayEquals(
                    new double[] {1, 1},
                    new OneSite(GpuSharing.exclusive(), variant("m", 1, 1))
                            .service(each)
                            .latencies(OneSite.queries(0, 5)),
                    0);
        }
    }

    @Test
    void overheadsVaryAroundTheirConstantAndHoldNobodyUp() {
        double[] arrivals = IntStream.range(0, 100_000).mapToDouble(i -> i).toArray();
        double[] latencies = new OneSite(GpuSharing.exclusive(), withOverhead(0.9, 2))
                .overhead(ServiceLaw.logNormal(0.5))
                .latencies(OneSite.queries(arrivals));
        assertEquals(2.9, StatUtils.mean(latencies), 0.02);
        assertEquals(1, Math.sqrt(StatUtils.variance(latencies)), 0.03);
        assertTrue(Arrays.stream(latencies).min().orElseThrow() > 0.9);
        assertEquals(0, autocorrelation(latencies, 1), 0.02);
    }

    /** Log-normal factors are exponentials of a Gaussian process: its autocorrelation is exp(-dt / tau). */
    @Test
    void correlatedFactorsKeepTheirDistributionAndAreAlikeOverTime() {
        double[] arrivals = IntStream.range(0, 200_000).mapToDouble(i -> i).toArray();
        double[] service = new OneSite(GpuSharing.exclusive(), variant("m", 0.1, 1))
                .service(ServiceLaw.logNormal(0.3).correlated(4))
                .latencies(OneSite.queries(arrivals));
        double[] overhead = new OneSite(GpuSharing.exclusive(), withOverhead(0.1, 1))
                .overhead(ServiceLaw.exponential().correlated(4))
                .latencies(OneSite.queries(arrivals));
        assertEquals(0.1, StatUtils.mean(service), 0.002);
        assertEquals(0.03, Math.sqrt(StatUtils.variance(service)), 0.001);
        assertEquals(1.1, StatUtils.mean(overhead), 0.02);
        assertEquals(1, Math.sqrt(StatUtils.variance(overhead)), 0.04);
        double[] logs = Arrays.stream(service).map(Math::log).toArray();
        for (int lag : new int[] {1, 4, 8}) {
            assertEquals(Math.exp(-lag / 4.0), autocorrelation(logs, lag), 0.03, "lag " + lag);
        }
        assertThrows(
                InvalidInputException.class, () -> ServiceLaw.deterministic().correlated(1));
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = StatUtils.mean(values);
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length / StatUtils.populationVariance(values);
    }

    /** Waits of 1 s: a batch is closed then, or when it has three queries, even if the GPU is busy for longer. */
    @Test
    void batchesCloseInTimeThoughTheGpuIsBusy() {
        List<RecordedQuery> queries = OneSite.queries(0, 0.5, 1.5, 2, 2.75, 3, 3.25, 3.5);
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), 4, 0, 3, 1);
        OneSite site = new OneSite(GpuSharing.exclusive(), variant);
        // {0, 0.5} start at 1, {1.5, 2} at 5, {2.75, 3, 3.25} at 9, {3.5} at 13.
        double[] ends = {5, 5, 9, 9, 13, 13, 13, 17};
        double[] latencies = site.batching(Batching.timed(1)).latencies(queries);
        for (int i = 0; i < ends.length; i++) {
            assertEquals(ends[i] - queries.get(i).time(), latencies[i], 1e-12, "query " + i);
        }
        // Dynamic batches take in what has come meanwhile: {0, 0.5} at 1, {1.5, 2, 2.75} at 5, {3, 3.25, 3.5} at 9.
        double[] taken = {5, 5, 9, 9, 9, 13, 13, 13};
        latencies = site.batching(Batching.dynamic(1)).latencies(queries);
        for (int i = 0; i < taken.length; i++) {
            assertEquals(taken[i] - queries.get(i).time(), latencies[i], 1e-12, "query " + i);
        }
        assertThrows(InvalidInputException.class, () -> Batching.timed(0));
    }

    /** With an M/D/1 and batches of one, time limits change nothing but the wait for company. */
    @Test
    void batchesOfOneNeverWaitForCompany() {
        double[] arrivals = OneSite.poisson(0.5, 1000, 2);
        OneSite site = new OneSite(GpuSharing.exclusive(), variant("m", 1, 1));
        assertArrayEquals(
                site.batching(Batching.dynamic(0)).latencies(OneSite.queries(arrivals)),
                site.batching(Batching.timed(5)).latencies(OneSite.queries(arrivals)),
                0);
    }
}
