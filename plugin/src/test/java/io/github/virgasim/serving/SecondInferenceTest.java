// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results that are not confident enough are made again by the best model in the data centre. */
class SecondInferenceTest {
    private static final GpuSpec DEVICE = TestScenarios.device("d");
    private static final SecondInference RULE = new SecondInference(4);

    private static ModelVariant variant(String name, double accuracy, double time) {
        return new ModelVariant(
                new DnnModel(name, TestScenarios.TASK, accuracy, 1, "test"),
                DEVICE,
                time,
                0,
                0.002,
                1 / time,
                10,
                1,
                1,
                "test");
    }

    private static ServingStatistics run(double minConfidence, List<Disturbance> disturbances) {
        return engine(minConfidence, disturbances, 1, InstanceRules.DEFAULT, 0.008)
                .finish();
    }

    /** A light model beside the clients, a large one 20 ms away. */
    private static ServingEngine engine(
            double minConfidence, List<Disturbance> disturbances, double deadline, InstanceRules rules, double large) {
        Worker edge = new Worker("e", DEVICE, 1, 1, 1e6, List.of(variant("light", 70, 0.005)));
        Worker cloud =
                new Worker("c", DEVICE, 1, 1, 1e6, List.of(variant("medium", 75, 0.006), variant("large", 80, large)));
        List<Site> sites = List.of(
                new Site("near", Tier.EDGE, "far", new Link(0.02, 0, 8e6), new Link(0.001, 0, 8e6), 1, List.of(edge)),
                new Site("far", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of(cloud)));
        StreamClass streamClass = new StreamClass(
                "k", TestScenarios.TASK, 1, QueryProcess.periodic(10), 1, 1000, 100, deadline, 0, 1, minConfidence);
        ServingSettings settings = TestScenarios.settings(2000, JitterModel.none(), ServiceLaw.deterministic())
                .withInstances(rules)
                .withSecondInference(RULE);
        ServingScenario scenario = new ServingScenario(
                "again",
                new EdgeTopology(sites),
                Workload.replay(List.of(streamClass), List.of(new Client(0, 0, 0, 1e9))),
                settings,
                disturbances);
        return new ServingEngine(scenario, new Closest(), 9);
    }

    @Test
    void theShareOfSecondInferencesIsThatOfResultsBelowTheConfidence() {
        double accepted = RULE.acceptance(70, 0.6);
        // Beta(2.8, 1.2) below 0.6, by numerical integration of its density.
        double below = 0;
        double whole = 0;
        for (double x = 5e-7; x < 1; x += 1e-6) {
            double density = Math.pow(x, 1.8) * Math.pow(1 - x, 0.2);
            whole += density;
            below += x < 0.6 ? density : 0;
        }
        assertEquals(1 - below / whole, accepted, 1e-6);
        ServingStatistics result = run(0.6, List.of());
        double share = (double) result.escalated(0) / result.offered();
        double deviation = Math.sqrt(accepted * (1 - accepted) / result.offered());
        assertEquals(1 - accepted, share, 4 * deviation);
        assertEquals(result.offered(), result.served());
        assertEquals(70 + 10 * share, result.meanAccuracy(0), 1e-9);
        // 2 ms of access, 1.1 ms of transfer, 5 ms + 2 ms; the second time 40 ms, 1.1 ms, 8 ms + 2 ms besides.
        assertEquals(0.0101 + share * 0.0511, result.meanLatency(0), 1e-9);
    }

    @Test
    void withoutRequirementEveryResultIsTaken() {
        ServingStatistics result = run(0, List.of());
        assertEquals(0, result.escalated(0));
        assertEquals(70, result.meanAccuracy(0), 1e-9);
    }

    @Test
    void withoutABetterModelAtWorkTheResultStands() {
        ServingStatistics result = run(0.6, List.of(new Disturbance(0, Disturbance.Kind.FAIL, 1, 1)));
        assertEquals(0, result.escalated(0));
        assertEquals(result.offered(), result.served());
    }

    @Test
    void acceptanceFallsWithTheRequirementAndRisesWithTheAccuracy() {
        for (int c = 1; c < 9; c++) {
            assertTrue(RULE.acceptance(70, c / 10.0) > RULE.acceptance(70, (c + 1) / 10.0));
            assertTrue(RULE.acceptance(70, c / 10.0) < RULE.acceptance(80, c / 10.0));
        }
        assertEquals(1, RULE.acceptance(100, 0.9));
        assertEquals(0, RULE.acceptance(0, 0.1));
    }

    @Test
    void refusesConcentrationsThatAreNotPositive() {
        assertThrows(InvalidInputException.class, () -> new SecondInference(0));
        assertThrows(InvalidInputException.class, () -> new SecondInference(Double.NaN));
    }

    /**
     * The first answer is there after 12 ms, the second inference 20 ms farther and 8 ms long: it ends 42 ms after the sending
     * and would be back after 65 ms. Of a deadline of 60 ms less than 42 ms are left when the way back is kept.
     */
    @Test
    void aSecondInferenceExpiresIfItsAnswerCouldNotComeBackInTime() {
        InstanceRules expiring = new InstanceRules(
                Batching.none(),
                100,
                InstanceRules.Drop.EXPIRED,
                Double.POSITIVE_INFINITY,
                0,
                Double.POSITIVE_INFINITY);
        ServingStatistics result = engine(0.6, List.of(), 0.06, expiring, 0.008).finish();
        assertTrue(result.escalated(0) > 100);
        assertEquals(result.escalated(0), result.lost());
        assertEquals(0, result.late());
    }

    /** The large model needs 5 s for each, so that it is still at work on what it has long after it has been evicted. */
    @Test
    void anEvictedModelMakesNoResultsAgain() {
        ServingEngine engine = engine(0.6, List.of(), 1e6, InstanceRules.DEFAULT, 5);
        engine.advance(30);
        engine.deployment().evict(2);
        long before = engine.statistics().escalated(0);
        assertTrue(before > 10 && engine.deployment().occupancy(2) > 10);
        ServingStatistics result = engine.finish();
        assertEquals(before, result.escalated(0));
        assertEquals(result.offered(), result.served());
    }
}
