// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers admit by their true load, however old the loads are that policies see. */
class AdmissionTest {
    /** One worker for 100 queries/s of which half may be given out, and streams of 20 queries/s. */
    private static ServingEngine engine(Binding binding, double monitoring, Client... clients) {
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), 0.01, 0, 1, 1);
        Worker worker = new Worker("w", variant.device(), 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        Workload workload = Workload.replay(
                List.of(TestScenarios.streamClass("k", QueryProcess.periodic(20), 1, 1)), List.of(clients));
        ServingSettings settings = new ServingSettings(
                100, 0, binding, 0.5, monitoring, JitterModel.none(), ServiceLaw.deterministic(), 1);
        return new ServingEngine(
                new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Closest(),
                3);
    }

    private static Client[] five() {
        Client[] clients = new Client[5];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Client(0.001 * i, 0, 0, 1e9);
        }
        return clients;
    }

    /** The policy sees an empty worker for as long as its view is old. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 1, 30, 1000})
    void streamsBeyondTheLimitAreRefused(double monitoring) {
        ServingStatistics result = engine(Binding.STREAM, monitoring, five()).finish();
        assertEquals(0.4, (double) result.served() / result.offered(), 1e-3);
        assertEquals(0, result.late());
        assertEquals(result.offered(), result.served() + result.rejected());
        // Three streams ask once while the view says that there is room; then it is renewed, or they wait for that.
        assertEquals(monitoring == 0 ? 0 : 3, result.refusedByWorker());
        assertEquals(result.refusedByWorker(), result.refusedByWorker(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 30})
    void queriesBeyondTheLimitAreRefused(double monitoring) {
        ServingStatistics result = engine(Binding.QUERY, monitoring, five()).finish();
        assertTrue(result.served() <= 0.5 * result.offered() + 50, "served " + result.served());
        assertEquals(0, result.late());
        assertTrue(result.refusedByWorker() > 0);
    }

    /** Two streams are bound when a third is refused; one leaves at 10 s. */
    @Test
    void aReleaseLetsARefusedStreamAskAgain() {
        ServingEngine engine = engine(
                Binding.STREAM,
                1000,
                new Client(0, 0, 0, 10),
                new Client(0.001, 0, 0, 90),
                new Client(0.002, 0, 0, 80));
        engine.advance(9.9);
        ServingStatistics result = engine.statistics();
        assertEquals(1, result.refusedByWorker());
        assertEquals(198, result.rejected(), 1);
        engine.advance(79);
        assertEquals(1, result.refusedByWorker());
        assertEquals(200, result.rejected(), 2, "the third has been served since");
    }

    /**
     * The worker fills up before a view at 10 s that shows it full, empties at 15 s, and fills again from 20 s on, when the
     * view says so: between 15 s and 20 s the policy rejects though there is room.
     */
    @Test
    void aRenewedViewLetsStreamsAskAgain() {
        ServingEngine engine = engine(
                Binding.STREAM,
                10,
                new Client(1, 0, 0, 14),
                new Client(1, 0, 0, 14),
                new Client(11, 0, 0, 80),
                new Client(11, 0, 0, 80));
        engine.advance(19.9);
        ServingStatistics result = engine.statistics();
        assertEquals(0, result.refusedByWorker());
        assertEquals(2 * 20 * 8.9, result.rejected(), 3);
        engine.advance(79);
        assertEquals(2 * 20 * 9, result.rejected(), 4);
    }

    /** True loads are what the view shows at the moment when it is renewed. */
    @ParameterizedTest
    @EnumSource(Binding.class)
    void theLimitHoldsForEveryPolicyHoweverOldItsView(Binding binding) {
        for (String policy : StaticPolicies.names()) {
            ServingEngine engine = engine(binding, 0.7, five());
            engine.setPolicy(StaticPolicies.named(policy));
            for (int i = 1; i < 100; i++) {
                engine.advance(i * 0.7 + 1e-6);
                assertTrue(engine.monitoring().utilization(0) <= 0.5 + 1e-6, policy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.virgasim.serving.ConservationTest#seeds")
    void refusedQueriesAreAPartOfTheRejected(long seed) {
        ServingScenario scenario = TestScenarios.random(seed);
        ServingStatistics result = new ServingEngine(scenario, StaticPolicies.named("random"), seed).finish();
        long sum = 0;
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            sum += result.refusedByWorker(k);
            assertTrue(result.refusedByWorker(k) <= result.rejected(k));
        }
        assertEquals(sum, result.refusedByWorker());
        assertTrue(result.refusedByWorker() + result.lost() <= result.rejected());
        assertTrue(sum == 0 || scenario.settings().monitoringInterval() > 0);
    }
}
