// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java users build is held to the same limits as what is read from files. */
class ScenarioLimitsTest {
    private static final ServingScenario BASE = Scenarios.named("aset-full-edge");

    private static void assertRefused(String what, Executable making) {
        String message = assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> assertThrows(InvalidInputException.class, making))
                .getMessage();
        assertTrue(message.contains(what), message);
    }

    private static ServingScenario with(Workload workload) {
        return new ServingScenario("x", BASE.topology(), workload, BASE.settings(), List.of());
    }

    private static StreamClass streamClass(double rate, double share, double lifetime) {
        return streamClass("k", rate, share, lifetime);
    }

    private static StreamClass streamClass(String name, double rate, double share, double lifetime) {
        StreamClass of = BASE.workload().classes().get(0);
        QueryProcess queries = QueryProcess.periodic(rate);
        return new StreamClass(name, of.task(), share, queries, 1, 0, 0, 1, 0, lifetime);
    }

    @Test
    void changedScenariosAreCheckedAgain() {
        assertRefused(
                "lines of the timeline", () -> BASE.withSettings(BASE.settings().withDuration(1e9)));
        assertRefused("clients at the same time", () -> BASE.withLambda(1e9));
        assertRefused("expected number of clients", () -> BASE.withLambda(1e12));
        assertRefused("between 1.0E-50", () -> BASE.withSettings(BASE.settings().withDuration(1e300)));
        assertRefused("between 1.0E-50", () -> BASE.withLambda(1e300));
    }

    @Test
    void queriesAreCountedOverClientsRateAndLifetime() {
        Workload random = Workload.random(
                List.of(streamClass(10, 1, 60), streamClass("other", 2, 3, 1e6)), ClientArrivals.poisson(0.5));
        // 0.5/s x 1200 s = 600 clients, a quarter of the first class; the others stay to the end.
        assertEquals(150 * 10 * 60, random.expectedQueries(0, 1200), 1e-6);
        assertEquals(450 * 2 * 1200, random.expectedQueries(1, 1200), 1e-6);
        Workload replayed = Workload.replay(
                List.of(streamClass(10, 1, 60)),
                List.of(new Client(0, 0, 0, 60), new Client(1190, 0, 0, 60), new Client(1200, 0, 0, 60)));
        assertEquals(10 * (60 + 10), replayed.expectedQueries(0, 1200), 1e-9);
    }

    @Test
    void whatIsExpectedIsBounded() {
        ClientArrivals often = ClientArrivals.poisson(1e5);
        assertRefused(
                "expected number of queries (", () -> with(Workload.random(List.of(streamClass(1e6, 1, 60)), often)));
        assertRefused(
                "queries of one stream of class k",
                () -> with(Workload.random(List.of(streamClass(1e40, 1, 1e-40)), often)));
        // Fine alone: one client a second that sends for a millisecond.
        with(Workload.random(List.of(streamClass(1e6, 1, 1e-3)), ClientArrivals.poisson(1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-30, 1e-10, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void policiesThatDoNotMoveTheClockAreRefused(double period) {
        AdaptivePolicy still = new AdaptivePolicy() {
            @Override
            public double period() {
                return period;
            }

            @Override
            public String name() {
                return "still";
            }

            @Override
            public void decide(Monitoring monitoring) {}

            @Override
            public int choose(StreamRequest request, ServingView view) {
                return REJECT;
            }
        };
        assertRefused("decisions", () -> new ServingEngine(BASE, still, 1).advance(1));
        assertRefused("decisions", () -> new ServingEngine(BASE, new LeastImpedance(), 1).setPlacement(every(period)));
    }

    private static PlacementPolicy every(double period) {
        return new PlacementPolicy() {
            @Override
            public double period() {
                return period;
            }

            @Override
            public void place(Monitoring monitoring, Deployment deployment) {}
        };
    }
}
