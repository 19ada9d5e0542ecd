// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.InstanceRules.Drop;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for batches and queues against the closed forms of batch-service queues, and on cases with known answers. */
class BatchingTest {
    private static final double SERVICE = 0.02;
    private static final GpuSpec DEVICE = TestScenarios.device("d");

    private static ServingStatistics run(
            QueryProcess queries, double intercept, double slope, int maxBatch, double deadline, InstanceRules rules) {
        return run(queries, intercept, slope, maxBatch, deadline, rules, ServiceLaw.deterministic(), 100);
    }

    private static ServingStatistics run(
            QueryProcess queries,
            double intercept,
            double slope,
            int maxBatch,
            double deadline,
            InstanceRules rules,
            ServiceLaw law,
            double duration) {
        ModelVariant variant = TestScenarios.variant("m", DEVICE, intercept, slope, maxBatch, 1);
        Worker worker = new Worker("w", DEVICE, 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        Workload workload = Workload.replay(
                List.of(TestScenarios.streamClass("k", queries, deadline, 1)), List.of(new Client(0, 0, 0, 1e12)));
        ServingSettings settings =
                TestScenarios.settings(duration, JitterModel.none(), law).withInstances(rules);
        return new ServingEngine(
                        new ServingScenario("batches", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                        new Closest(),
                        20262)
                .finish();
    }

    private static InstanceRules rules(Batching batching) {
        return InstanceRules.DEFAULT.with(batching);
    }

    private static double root(DoubleUnaryOperator function) {
        return new BrentSolver(1e-12).solve(1000, function::applyAsDouble, 1e-6, 1 - 1e-6);
    }

    /**
     * M/M/1 with batches of what waits, at most K, and exponential times whatever the size: while the server works, the
     * queue's length is geometric with the root r of mu r^(K + 1) - (lambda + mu) r + lambda (balance equations).
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"2, 1.2", "4, 0.8", "4, 2.5", "8, 6"})
    void meetsTheBulkServiceQueue(int most, double load) {
        double mu = 1 / SERVICE;
        double lambda = load * mu;
        double r = root(x -> mu * Math.pow(x, most + 1) - (lambda + mu) * x + lambda);
        // Idle with probability p0, and lambda p0 = mu p1 with p1 for "works, nobody waits".
        double p1 = 1 / (mu / lambda + 1 / (1 - r));
        double waiting = p1 * r / ((1 - r) * (1 - r));
        double expected = waiting / lambda + SERVICE;
        ServingStatistics result = run(
                QueryProcess.poisson(lambda),
                SERVICE,
                0,
                most,
                1e9,
                rules(Batching.dynamic(0)),
                ServiceLaw.exponential(),
                4e6 / lambda);
        assertEquals(expected, result.meanLatency(0), 0.01 * expected);
    }

    /** Full batches of K form an Erlang-K arrival process: the wait to get full, and then that of E_K/M/1. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"2, 1.2", "4, 2.5", "8, 6"})
    void meetsTheQueueOfFullBatches(int size, double load) {
        double mu = 1 / SERVICE;
        double lambda = load * mu;
        double sigma = root(x -> Math.pow(lambda / (lambda + mu * (1 - x)), size) - x);
        double expected = (size - 1) / (2 * lambda) + SERVICE / (1 - sigma);
        ServingStatistics result = run(
                QueryProcess.poisson(lambda),
                SERVICE,
                0,
                size,
                1e9,
                rules(Batching.fixed()),
                ServiceLaw.exponential(),
                4e6 / lambda);
        assertEquals(expected, result.meanLatency(0), 0.01 * expected);
    }

    @Tag("slow")
    @Test
    void withoutBatchingQueriesRunOneByOne() {
        double rho = 0.7;
        ServingStatistics result = run(
                QueryProcess.poisson(rho / SERVICE),
                SERVICE / 2,
                SERVICE / 2,
                8,
                1e9,
                rules(Batching.none()),
                ServiceLaw.deterministic(),
                4e6 * SERVICE);
        double expected = SERVICE + rho * SERVICE / (2 * (1 - rho));
        assertEquals(expected, result.meanLatency(0), 0.01 * expected);
    }

    /** At a period of 10 ms three more queries come within 35 ms, so that batches of four start 35 ms after the first. */
    @Test
    void dynamicBatchesStartWhenTheOldestQueryHasWaitedLongEnough() {
        ServingStatistics result = run(QueryProcess.periodic(100), 0.001, 0, 8, 1e9, rules(Batching.dynamic(0.035)));
        assertEquals(0.001 + (0.035 + 0.025 + 0.015 + 0.005) / 4, result.meanLatency(0), 1e-4);
        assertEquals(0.036, result.latencyPercentile(0, 100), 1e-4);
    }

    @Test
    void dynamicBatchesStartWhenTheyAreFull() {
        ServingStatistics result = run(QueryProcess.periodic(100), 0.001, 0, 4, 1e9, rules(Batching.dynamic(0.035)));
        assertEquals(0.001 + (0.030 + 0.020 + 0.010) / 4, result.meanLatency(0), 1e-4);
    }

    /** Batches as large as the deadline allows keep it, and keep it at a load that small ones could not carry. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.2})
    void adaptiveBatchesKeepTheDeadline(double deadline) {
        // A full batch takes 8 ms; alone, queries would take 4.5 ms each.
        ServingStatistics result =
                run(QueryProcess.periodic(500), 0.004, 0.0005, 8, deadline, rules(Batching.adaptive()));
        assertEquals(result.offered(), result.served());
        // At a low rate no batch gets full, and its oldest query is answered just in time for a full one.
        ServingStatistics slow = run(QueryProcess.periodic(20), 0.004, 0.0005, 8, deadline, rules(Batching.adaptive()));
        assertEquals(slow.offered(), slow.served());
        assertTrue(slow.latencyPercentile(0, 100) <= deadline);
        assertTrue(slow.latencyPercentile(0, 100) >= deadline - 0.008);
    }

    @Test
    void adaptiveBatchesDoNotWaitForQueriesThatNeverCome() {
        // Eight queries come in 0.35 s; those that are left at the end, after 100 s, do not wait for their 1000 s.
        ServingStatistics result = run(QueryProcess.periodic(20), 0.004, 0.0005, 8, 1000, rules(Batching.adaptive()));
        assertEquals(result.offered(), result.served());
        assertTrue(result.latencyPercentile(0, 100) < 0.37, "longest: " + result.latencyPercentile(0, 100));
    }

    /** M/M/1/K: the share of dropped queries is (1 - rho) rho^K / (1 - rho^(K + 1)), whichever query is dropped. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"0.8, 3, NEWEST", "0.8, 3, OLDEST", "1.5, 6, NEWEST", "1.5, 6, OLDEST"})
    void fullQueuesDropAsInMM1K(double rho, int limit, Drop drop) {
        InstanceRules rules =
                new InstanceRules(Batching.none(), limit, drop, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
        ServingStatistics result = run(
                QueryProcess.poisson(rho / SERVICE),
                SERVICE,
                0,
                1,
                1e9,
                rules,
                ServiceLaw.exponential(),
                4e6 * SERVICE);
        int places = limit + 1;
        double expected = (1 - rho) * Math.pow(rho, places) / (1 - Math.pow(rho, places + 1));
        assertEquals(expected, (double) result.rejected() / result.offered(), 0.01 * expected);
        assertEquals(result.rejected(), result.lost());
    }

    /** Whoever cannot be answered in time makes room for those who can: nothing is late, and overload is survived. */
    @Test
    void expiredQueriesDoNotTakeTheGpu() {
        InstanceRules drop = new InstanceRules(
                Batching.none(),
                Integer.MAX_VALUE,
                Drop.EXPIRED,
                Double.POSITIVE_INFINITY,
                0,
                Double.POSITIVE_INFINITY);
        QueryProcess overload = QueryProcess.poisson(1.5 / SERVICE);
        ServingStatistics dropping = run(overload, SERVICE, 0, 1, 0.1, drop);
        ServingStatistics keeping = run(overload, SERVICE, 0, 1, 0.1, rules(Batching.none()));
        assertEquals(0, dropping.late());
        assertTrue(dropping.served() > 0.95 * 100 / SERVICE, "served " + dropping.served());
        assertTrue(keeping.served() < 0.1 * dropping.served(), "served " + keeping.served());
    }

    /**
     * Three queries at once, a way of 10 ms with a deviation of 5 ms, 10 ms of service: the batches end 20, 30 and 40 ms after
     * the sending. Of the deadline of 55 ms, delay and two deviations are kept for the way back, which leaves 35 ms.
     */
    @Test
    void whatExpiresIsWhatCouldNotComeBackInTimeOnABadWay() {
        QueryProcess bursts = QueryProcess.trace(new double[] {0, 0, 1});
        ModelVariant variant = TestScenarios.variant("m", DEVICE, 0.01, 0, 1, 1);
        Worker worker = new Worker("w", DEVICE, 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.01, 0.005, 1e12), 1, List.of(worker));
        Workload workload = Workload.replay(
                List.of(TestScenarios.streamClass("k", bursts, 0.055, 1)), List.of(new Client(0, 0, 0, 1e12)));
        InstanceRules expiring = new InstanceRules(
                Batching.none(), 100, Drop.EXPIRED, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
        ServingSettings settings = TestScenarios.settings(100, JitterModel.none(), ServiceLaw.deterministic())
                .withInstances(expiring);
        ServingStatistics result = new ServingEngine(
                        new ServingScenario("way", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                        new Closest(),
                        5)
                .finish();
        assertEquals(result.offered() / 3.0, result.lost(), 1);
        assertEquals(result.offered() - result.lost(), result.served());
        assertEquals(0.040, result.latencyPercentile(0, 100), 1e-4);
    }
}
