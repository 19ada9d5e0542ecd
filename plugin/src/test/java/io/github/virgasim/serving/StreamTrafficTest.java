// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that follows streams, beside the one that follows queries. */
class StreamTrafficTest {
    private static final ServingScenario WHOLE = Scenarios.named("aset-full-edge-strict");
    private static final ServingScenario SCENARIO = new ServingScenario(
            WHOLE.name(),
            WHOLE.topology(),
            WHOLE.withLambda(80).workload(),
            WHOLE.settings().withoutWarmup().withDuration(300),
            List.of(
                    new Disturbance(100, Disturbance.Kind.SLOW_LINK, 1, 4),
                    new Disturbance(150, Disturbance.Kind.FAIL, 0, 1),
                    new Disturbance(190, Disturbance.Kind.RECOVER, 0, 1),
                    new Disturbance(220, Disturbance.Kind.SLOW_LINK, 1, 1)));
    private static final Lateness LATENESS = new Lateness(WHOLE);

    @BeforeAll
    static void measure() {
        for (long seed : List.of(-1L, -2L)) {
            LATENESS.measure(SCENARIO, StaticPolicies.named("random"), seed);
        }
    }

    private static ServingEngine streams(String policy, long seed) {
        return ServingEngine.ofStreams(SCENARIO, StaticPolicies.named(policy), LATENESS, seed);
    }

    private static double percent(long part, ServingStatistics run) {
        return 100.0 * part / run.offered();
    }

    /** The policies differ by 40 points, and so do runs in which failures, slow links or asking again are forgotten. */
    @ParameterizedTest
    @ValueSource(strings = {"closest", "farthest", "least-impedance", "random"})
    void servesNearlyTheSameQueries(String policy) {
        ServingStatistics expected = new ServingEngine(SCENARIO, StaticPolicies.named(policy), 1).finish();
        ServingStatistics actual = streams(policy, 1).finish();
        assertEquals(expected.offered(), actual.offered(), 0.005 * expected.offered());
        assertEquals(percent(expected.served(), expected), percent(actual.served(), actual), 2);
        assertEquals(percent(expected.late(), expected), percent(actual.late(), actual), 1.5);
        assertEquals(0, actual.underWay());
        for (int k = 0; k < SCENARIO.workload().classes().size(); k++) {
            assertEquals(expected.offered(k), actual.offered(k), 0.1 * expected.offered(k));
        }
    }

    @Test
    void theSeedFixesTheRun() {
        ServingEngine whole = streams("random", 1);
        ServingEngine parts = streams("random", 1);
        for (double now = 5; now < 300; now += 5) {
            parts.advance(now);
        }
        ServingStatistics one = whole.finish();
        ServingStatistics other = parts.finish();
        assertEquals(one.rejected(), other.rejected(), 10);
        assertEquals(one.served(), streams("random", 1).finish().served());
        assertTrue(one.served() != streams("random", 2).finish().served());
    }

    @Test
    void monitoringCountsWhatHasHappened() {
        ServingEngine engine = streams("closest", 1);
        engine.advance(60);
        long before = engine.monitoring().sent(0);
        engine.advance(80);
        assertTrue(before > 0);
        assertTrue(engine.monitoring().sent(0) > before);
        assertEquals(
                engine.monitoring().sent(0),
                engine.monitoring().served(0)
                        + engine.monitoring().late(0)
                        + engine.monitoring().rejected(0));
    }

    @Test
    void moreOfAWorkerTakenIsNotLessLate() {
        // A class with a strict deadline on a Xavier NX of the same site: 4 ms, sigma 2.5 ms, as the scenario has it.
        double[] shares = LATENESS.shares(0, instance("yolov8n@xavier-nx"), 0.004, 0.0025, 0.02);
        assertTrue(shares[19] > shares[0], shares[0] + " " + shares[19]);
        assertTrue(shares[0] >= 0 && shares[19] <= 1);
        double[] never = LATENESS.shares(0, instance("yolov8n@xavier-nx"), 1, 0.0025, 0.02);
        assertEquals(1, never[0], 1e-9);
    }

    private static int instance(String variant) {
        return SCENARIO.topology().instances().stream()
                .filter(one -> one.variant().name().equals(variant))
                .findFirst()
                .orElseThrow()
                .index();
    }

    @Test
    void refusesWhatItCannotFollow() {
        ServingScenario perQuery =
                SCENARIO.withSettings(SCENARIO.settings().withBinding(ServingSettings.Binding.QUERY));
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Lateness.check(perQuery));
        assertEquals(
                "scenario 'aset-full-edge-strict' binds single queries, which takes an engine that follows queries, not"
                        + " streams",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"measured", "gaussian", "none"})
    void jitterExceedsAsOftenAsItIsDrawn(String name) {
        JitterModel.Process process = JitterModel.named(name).start(RandomSource.XO_RO_SHI_RO_128_PP.create(1));
        double[] bounds = {-1.5, -0.3, 0.4, 1.7, 4};
        double[] expected = new double[bounds.length];
        double[] actual = new double[bounds.length];
        for (int i = 0; i < 200_000; i++) {
            process.draw(0, 0);
            for (int b = 0; b < bounds.length; b++) {
                expected[b] += process.forward + process.back > bounds[b] ? 1 / 200_000.0 : 0;
            }
        }
        for (int b = 0; b < bounds.length; b++) {
            actual[b] = JitterModel.named(name).exceedance(bounds[b]);
        }
        assertArrayEquals(expected, actual, 0.004, String.format(Locale.ROOT, "%s", name));
    }
}
