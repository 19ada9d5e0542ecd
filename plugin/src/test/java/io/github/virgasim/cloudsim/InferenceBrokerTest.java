// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine inside CloudSim Plus against the bare engine. */
class InferenceBrokerTest {
    private static final long SEED = 7;

    static Stream<Arguments> runs() {
        ServingScenario plain = Fixtures.scenario();
        ServingScenario rough = Fixtures.scenario(
                Fixtures.settings(Binding.STREAM, 2, JitterModel.measured(), ServiceLaw.logNormal(0.3)),
                Fixtures.DISTURBANCES);
        ServingScenario perQuery = Fixtures.scenario(
                Fixtures.settings(Binding.QUERY, 0.5, JitterModel.gaussian(), ServiceLaw.exponential()),
                Fixtures.DISTURBANCES);
        return StaticPolicies.names().stream()
                .flatMap(policy -> Stream.of(
                        Arguments.of(policy, plain, 1.0),
                        Arguments.of(policy, rough, 0.037),
                        Arguments.of(policy, perQuery, 13.0)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void givesWhatTheBareEngineGives(String policy, ServingScenario scenario, double tickInterval) {
        ServingEngine bare = new ServingEngine(scenario, StaticPolicies.named(policy), SEED);
        bare.finish();

        CloudSimPlus simulation = Fixtures.simulation();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var broker = new InferenceBroker(simulation, scenario, StaticPolicies.named(policy), SEED)
                .setTickInterval(tickInterval);
        // Reading the state in between must not change it.
        broker.addOnTickListener(info -> info.getBroker().getEngine().busyTime(0));
        simulation.start();

        assertTrue(broker.isServingFinished());
        Fixtures.assertSame(bare, broker.getEngine());
        assertTrue(bare.statistics().offered() > 5000 && bare.statistics().rejected() > 100);
        assertEquals(broker.getServingStart() + bare.now(), simulation.clock(), 2 * tickInterval);
    }

    /** Goes for speed when queries have been rejected, and for nearness otherwise. */
    private static final class Alternating implements AdaptivePolicy {
        private SchedulingPolicy current;
        private long rejectedBefore;

        @Override
        public String name() {
            return "alternating";
        }

        @Override
        public double period() {
            return 3;
        }

        @Override
        public void decide(Monitoring monitoring) {
            long rejected = monitoring.rejected(0) + monitoring.rejected(1);
            current = StaticPolicies.named(rejected > rejectedBefore ? "least-impedance" : "closest");
            rejectedBefore = rejected;
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return current.choose(request, view);
        }
    }

    @Test
    void policiesThatDecideAtRegularTimesDecideTheSame() {
        ServingScenario scenario = Fixtures.scenario();
        ServingEngine bare = new ServingEngine(scenario, new Alternating(), SEED);
        bare.finish();
        CloudSimPlus simulation = Fixtures.simulation();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var broker = new InferenceBroker(simulation, scenario, new Alternating(), SEED);
        simulation.start();
        Fixtures.assertSame(bare, broker.getEngine());
    }

    @Test
    void tellsListenersOfStartTicksAndEnd() {
        ServingScenario scenario = Fixtures.scenario();
        CloudSimPlus simulation = Fixtures.simulation();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        SchedulingPolicy policy = StaticPolicies.named("closest");
        var broker = new InferenceBroker(simulation, scenario, policy, SEED).setTickInterval(10);
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        List<Long> offered = new ArrayList<>();
        broker.addOnServingStartedListener(info -> starts.add(info.getTime()));
        broker.addOnServingFinishedListener(info -> ends.add(info.getTime()));
        broker.addOnTickListener(info -> offered.add(info.getStatistics().offered()));
        simulation.start();

        // VMs are acknowledged after the minimum time between events, 0.1 s.
        assertEquals(List.of(0.1), starts);
        assertEquals(0.1, broker.getServingStart());
        assertEquals(List.of(simulation.clock()), ends);
        assertEquals(130.1, simulation.clock(), 1e-9);
        assertEquals(13, offered.size());
        assertEquals(0, offered.get(0), "warm-up of 10 s");
        for (int i = 1; i < 12; i++) {
            assertTrue(offered.get(i) > offered.get(i - 1));
        }
        assertEquals(offered.get(11), offered.get(12), "nothing is sent after the duration");
    }

    @Test
    void runsSideBySideInOneSimulationAndInOneProgram() {
        ServingScenario scenario = Fixtures.scenario();
        ServingEngine bare = new ServingEngine(scenario, StaticPolicies.named("random"), SEED);
        bare.finish();
        CloudSimPlus simulation = Fixtures.simulation();
        CloudSimPlus other = Fixtures.simulation();
        List<InferenceBroker> brokers = new ArrayList<>();
        for (CloudSimPlus each : List.of(simulation, simulation, other)) {
            EdgeDatacenter.forScenario(each, scenario.topology());
            brokers.add(new InferenceBroker(each, scenario, StaticPolicies.named("random"), SEED));
        }
        // Step by step in turns, so that shared state would show.
        simulation.startSync();
        other.startSync();
        while (brokers.stream().anyMatch(broker -> !broker.isServingFinished())) {
            simulation.runFor(1);
            other.runFor(1);
        }
        brokers.forEach(broker -> Fixtures.assertSame(bare, broker.getEngine()));
    }

    @Test
    void aPolicyThatChoosesWhatItMayNotEndsTheSimulation() {
        CloudSimPlus simulation = Fixtures.simulation();
        ServingScenario scenario = Fixtures.scenario();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        new InferenceBroker(
                simulation,
                scenario,
                new SchedulingPolicy() {
                    @Override
                    public String name() {
                        return "wild";
                    }

                    @Override
                    public int choose(StreamRequest request, ServingView view) {
                        return 999;
                    }
                },
                SEED);
        var fault = assertThrows(PolicyFaultException.class, simulation::start);
        assertTrue(
                fault.getMessage().startsWith("policy 'wild' chose instance 999 for a query of class "),
                fault.getMessage());
    }
}
