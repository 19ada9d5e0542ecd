// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.power.PowerMeasurement;
import org.cloudsimplus.power.PowerMeter;
import org.cloudsimplus.power.models.PowerModelHostSimple;
import org.cloudsimplus.resources.Pe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy as CloudSim Plus's power meter has it, against the engine's. */
class PowerTest {
    private ServingScenario scenario = Fixtures.scenario();
    private final CloudSimPlus simulation = Fixtures.simulation();
    private final List<GpuHost> hosts = IntStream.range(0, 4)
            .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
            .toList();

    private InferenceBroker broker(double tickInterval) {
        new EdgeDatacenter(simulation, hosts, new TierAware());
        return new InferenceBroker(simulation, scenario, StaticPolicies.named("closest"), 2)
                .setTickInterval(tickInterval);
    }

    private static double energy(PowerMeter meter) {
        return meter.getMeasurementInterval()
                * meter.getPowerMeasurements().stream()
                        .mapToDouble(PowerMeasurement::getTotalPower)
                        .sum();
    }

    private void assertMeteredEnergy(ServingEngine engine, List<PowerMeter> meters) {
        for (int worker = 0; worker < meters.size(); worker++) {
            double expected = engine.energy(worker);
            assertEquals(expected, energy(meters.get(worker)), 0.01 * expected);
            assertTrue(engine.busyTime(worker) > 5, "busy enough to tell");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.1})
    void theMeterAgreesWithTheEngine(double tickInterval) {
        // Meters that come first among the entities read before the broker ticks.
        List<PowerMeter> early = meters();
        InferenceBroker broker = broker(tickInterval);
        List<PowerMeter> late = meters();
        simulation.start();
        assertMeteredEnergy(broker.getEngine(), early);
        assertMeteredEnergy(broker.getEngine(), late);
    }

    /** Workers that the scenario makes fail draw nothing, though their VMs are there and their hosts are on. */
    @Test
    void theMeterAgreesWhenWorkersFail() {
        scenario = Fixtures.scenario(scenario.settings(), Fixtures.DISTURBANCES);
        List<PowerMeter> meters = meters();
        InferenceBroker broker = broker(1);
        simulation.start();
        assertMeteredEnergy(broker.getEngine(), meters);
        assertEquals(
                40,
                broker.getEngine().now() - broker.getEngine().upTime(Fixtures.EAST_1),
                1e-9,
                "down from 30 s to 70 s");
    }

    private List<PowerMeter> meters() {
        return hosts.stream()
                .map(host -> new PowerMeter(simulation, host).setMeasurementInterval(0.1))
                .toList();
    }

    @Test
    void stockPowerModelsWorkAndSoDoesTheDataCentersMeter() {
        // The stock model wants at least 1 W.
        hosts.forEach(host -> host.setPowerModel(new PowerModelHostSimple(
                host.getDevice().maxPower(), Math.max(1, host.getDevice().idlePower()))));
        InferenceBroker broker = broker(1);
        var meter = new PowerMeter(simulation, hosts.get(0).getDatacenter()).setMeasurementInterval(0.25);
        simulation.start();
        ServingEngine engine = broker.getEngine();
        double raised = 2 * 0.5 * engine.now();
        double expected = IntStream.range(0, 4).mapToDouble(engine::energy).sum() + raised;
        assertEquals(expected, energy(meter), 0.01 * expected);
    }

    @Test
    void utilisationAddsUpToBusyTime() {
        InferenceBroker broker = broker(0.5);
        double[] busy = new double[4];
        broker.addOnTickListener(info -> IntStream.range(0, 4).forEach(worker -> {
            busy[worker] += 0.5 * hosts.get(worker).getCpuPercentUtilization();
            assertEquals(
                    hosts.get(worker).getCpuPercentUtilization(),
                    broker.getWorkers().get(worker).getCpuPercentUtilization(),
                    1e-12);
        }));
        simulation.start();
        for (int worker = 0; worker < 4; worker++) {
            assertEquals(broker.getEngine().busyTime(worker), busy[worker], 1e-9);
        }
    }

    @Test
    void hostsWithoutWorkingCoresDrawNothing() {
        InferenceBroker broker = broker(1);
        broker.addOnTickListener(info -> {
            hosts.get(0).setPeStatus(hosts.get(0).getPeList(), Pe.Status.FAILED);
            assertEquals(0, hosts.get(0).getPowerModel().getPowerMeasurement().getTotalPower());
            assertEquals(200, hosts.get(0).getPowerModel().getPower(0.5));
        });
        simulation.terminateAt(5);
        simulation.start();
    }
}
