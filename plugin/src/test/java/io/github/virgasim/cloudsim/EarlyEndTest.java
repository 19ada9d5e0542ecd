// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.distributions.UniformDistr;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.power.PowerMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulations that are ended before all outcomes are known. */
class EarlyEndTest {
    private final ServingScenario scenario = Fixtures.scenario();
    private final CloudSimPlus simulation = Fixtures.simulation();
    private final EdgeDatacenter datacenter = EdgeDatacenter.forScenario(simulation, Fixtures.TOPOLOGY);
    private InferenceBroker broker;
    private final List<Double> ends = new ArrayList<>();

    private void build() {
        broker = new InferenceBroker(simulation, scenario, StaticPolicies.named("farthest"), 4);
        broker.addOnServingFinishedListener(info -> ends.add(info.getTime()));
    }

    private ServingEngine bareUntil(double time) {
        ServingEngine bare = new ServingEngine(scenario, StaticPolicies.named("farthest"), 4);
        bare.advance(time);
        return bare;
    }

    private void assertStopped() {
        assertFalse(broker.isServingFinished(), "queries are under way");
        assertTrue(ends.isEmpty());
        ServingStatistics statistics = broker.getStatistics();
        assertTrue(statistics.underWay() > 0);
        assertEquals(
                statistics.offered(),
                statistics.served() + statistics.late() + statistics.rejected() + statistics.underWay());
        long sum = 0;
        for (int k = 0; k < Fixtures.CLASSES.size(); k++) {
            sum += statistics.underWay(k);
        }
        assertEquals(statistics.underWay(), sum);
        Fixtures.assertSame(bareUntil(broker.getEngine().now()), broker.getEngine());
    }

    /** CloudSim Plus ends with the first event after the time and twice its minimum time between events. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 60, 115})
    void terminateAtLeavesQueriesUnderWay(double time) {
        build();
        simulation.terminateAt(time);
        simulation.start();
        assertStopped();
        assertEquals(time, broker.getEngine().now(), 1.3);
    }

    /** Entities that shut down make others miss their turn, and the clock moves on; the broker must not count on with it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatElseEndsDoesNotMatter(int meters) {
        for (int i = 0; i < meters; i++) {
            new PowerMeter(simulation, datacenter.getHost(0)).setMeasurementInterval(0.25);
        }
        build();
        broker.setTickInterval(7);
        simulation.terminateAt(60);
        simulation.start();
        assertStopped();
        assertEquals(60, broker.getEngine().now(), 0.8);
    }

    @Test
    void terminateInATickStopsCountingThere() {
        build();
        broker.addOnTickListener(info -> {
            if (broker.getEngine().now() > 49.5) {
                simulation.terminate();
            }
        });
        simulation.start();
        assertEquals(50, broker.getEngine().now(), 1e-9);
        assertStopped();
        assertEquals(50, broker.getEngine().now(), 1e-9, "reading does not move it either");
    }

    @Test
    void whatHasFinishedStaysFinished() {
        build();
        simulation.terminateAt(1000);
        simulation.start();
        assertTrue(broker.isServingFinished());
        assertEquals(1, ends.size());
        assertEquals(0, broker.getStatistics().underWay());
        Fixtures.assertSame(bareUntil(Double.POSITIVE_INFINITY), broker.getEngine());
    }

    /** Faults come every 9 s or so, limited or not; the meter and the faults would keep each other going. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void faultsAndMetersEndWithTheSimulation(boolean limited, boolean metered) {
        build();
        var faults = new HostFaultInjection(datacenter, new UniformDistr(0.001, 0.004, 1));
        if (limited) {
            faults.setMaxTimeToFailInHours(0);
        }
        PowerMeter meter = metered ? new PowerMeter(simulation, datacenter.getHost(0)) : null;
        simulation.terminateAt(200);
        simulation.start();
        assertTrue(faults.getHostFaultsNumber() > 5);
        assertTrue(broker.isServingFinished());
        assertTrue(simulation.clock() < 220, "ended at " + simulation.clock());
        assertTrue(meter == null || meter.getPowerMeasurements().size() < 220);
    }
}
