// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine with its private calendar against one kernel event for everything that happens to a query. */
class KernelEventReferenceTest {
    private static final long SEED = 11;

    /** All policies with everything random, and all ways of being random with two policies. */
    static Stream<Arguments> runs() {
        return Stream.of(Binding.values())
                .flatMap(binding -> Stream.concat(
                        StaticPolicies.names().stream()
                                .flatMap(policy -> Stream.of(0.0, 1.7)
                                        .map(monitoring -> Arguments.of(
                                                Fixtures.settings(
                                                        binding,
                                                        monitoring,
                                                        JitterModel.measured(),
                                                        ServiceLaw.logNormal(0.4)),
                                                policy))),
                        Stream.of(JitterModel.none(), JitterModel.gaussian(), JitterModel.measured())
                                .flatMap(jitter -> Stream.of(ServiceLaw.deterministic(), ServiceLaw.exponential())
                                        .flatMap(service -> Stream.of("least-impedance", "random")
                                                .map(policy -> Arguments.of(
                                                        Fixtures.settings(binding, 0, jitter, service), policy))))));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void agreesWithTheEngine(ServingSettings settings, String policy) {
        ServingScenario scenario = Fixtures.scenario(settings, Fixtures.DISTURBANCES);
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), SEED);
        ServingStatistics expected = engine.finish();

        CloudSimPlus simulation = Fixtures.simulation();
        var reference = new KernelEventReference(simulation, scenario, StaticPolicies.named(policy), SEED);
        simulation.start();

        assertAgree(expected, reference.outcomes);
        for (int worker = 0; worker < reference.busyTime.length; worker++) {
            assertEquals(reference.busyTime[worker], engine.busyTime(worker), 1e-6);
        }
        assertEquals(settings.monitoringInterval() > 0, expected.refusedByWorker() > 0);
        assertTrue(expected.served() > 1000 && expected.late() + expected.rejected() > 100);
    }

    private static void assertAgree(ServingStatistics expected, List<KernelEventReference.Outcome> outcomes) {
        for (int k = 0; k < outcomes.size(); k++) {
            KernelEventReference.Outcome outcome = outcomes.get(k);
            assertEquals(outcome.offered, expected.offered(k), "offered");
            assertEquals(outcome.served, expected.served(k), "served");
            assertEquals(outcome.late, expected.late(k), "late");
            assertEquals(outcome.rejected, expected.rejected(k), "rejected");
            assertEquals(outcome.refused, expected.refusedByWorker(k), "refused");
            assertEquals(outcome.latencySum / (outcome.served + outcome.late), expected.meanLatency(k), 1e-9);
            assertEquals(outcome.latency, expected.latency(k));
        }
        assertEquals(outcomes.stream().mapToLong(o -> o.lost).sum(), expected.lost());
    }
}
