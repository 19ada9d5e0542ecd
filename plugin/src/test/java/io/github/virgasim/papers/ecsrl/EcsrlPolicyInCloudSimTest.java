// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.Fixtures;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ECSRL's agent and baselines decide the same in the bare engine and inside CloudSim Plus. */
class EcsrlPolicyInCloudSimTest {
    private static final ServingScenario SCENARIO = Scenarios.named("ecsrl");

    private static SchedulingPolicy policy(String name) {
        return name.equals(EcsrlNetwork.NAME)
                ? EcsrlNetwork.shipped().policy(SCENARIO, EcsrlWeights.EVEN)
                : EcsrlBaselines.named(name, SCENARIO);
    }

    @ParameterizedTest
    @ValueSource(strings = {EcsrlNetwork.NAME, "greedy", "round-robin", "random-device", "edge-only"})
    void givesTheSameResults(String name) {
        ServingScenario run = SCENARIO.withSettings(SCENARIO.settings().withDuration(40));
        ServingEngine bare = new ServingEngine(run, policy(name), 5);
        bare.finish();
        CloudSimPlus simulation = Fixtures.simulation();
        EdgeDatacenter.forScenario(simulation, run.topology());
        InferenceBroker broker = new InferenceBroker(simulation, run, policy(name), 5).setTickInterval(0.7);
        simulation.start();
        assertTrue(bare.statistics().offered() > 500);
        ServingEngine inside = broker.getEngine();
        assertEquals(bare.processed(), inside.processed());
        assertEquals(bare.degradation(), inside.degradation());
        for (int k = 0; k < run.workload().classes().size(); k++) {
            assertEquals(bare.statistics().served(k), inside.statistics().served(k));
            assertEquals(bare.statistics().late(k), inside.statistics().late(k));
            assertEquals(bare.statistics().rejected(k), inside.statistics().rejected(k));
            assertEquals(bare.statistics().meanLatency(k), inside.statistics().meanLatency(k));
        }
        for (int worker = 0; worker < run.topology().workers().size(); worker++) {
            assertEquals(bare.busyTime(worker), inside.busyTime(worker), 1e-9);
        }
    }
}
