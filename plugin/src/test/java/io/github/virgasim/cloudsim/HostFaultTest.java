// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.distributions.UniformDistr;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.faultinjection.VmClonerSimple;
import org.cloudsimplus.hosts.Host;
import org.junit.jupiter.api.Test;

/** CloudSim Plus's fault injection takes workers away, and new VMs bring them back. */
class HostFaultTest {
    private static final long SEED = 3;

    private final ServingScenario scenario = Fixtures.scenario();
    private final CloudSimPlus simulation = Fixtures.simulation();
    private final List<GpuHost> hosts = new ArrayList<>(IntStream.range(0, 4)
            .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
            .toList());

    private InferenceBroker broker;
    private HostFaultInjection faults;

    private void build(long faultSeed, double firstHour, double lastHour) {
        var datacenter = new EdgeDatacenter(simulation, hosts, new TierAware());
        broker = new InferenceBroker(simulation, scenario, StaticPolicies.named("least-impedance"), SEED);
        faults = new HostFaultInjection(datacenter, new UniformDistr(firstHour, lastHour, faultSeed));
        // Otherwise faults follow each other without end, even in a terminated simulation.
        faults.setMaxTimeToFailInHours(0);
    }

    private void at(double time, Runnable action) {
        broker.addOnTickListener(info -> {
            if (Math.abs(info.getTime() - broker.getServingStart() - time) < 0.5) {
                action.run();
            }
        });
    }

    private ServingEngine bare() {
        return new ServingEngine(scenario, StaticPolicies.named("least-impedance"), SEED);
    }

    @Test
    void aFaultIsTheEnginesFailureAndACloneItsRecovery() {
        hosts.add(GpuHost.forWorker(Fixtures.TOPOLOGY, Fixtures.EAST_1));
        build(1, 100, 101);
        GpuWorker east = broker.getWorkers().get(Fixtures.EAST_1);
        GpuWorker clone = new GpuWorker(east);
        List<Double> times = new ArrayList<>();
        at(40, () -> {
            times.add(broker.getEngine().now());
            faults.generateHostFault(east.getHost());
        });
        at(41, () -> assertFalse(broker.getEngine().isUp(Fixtures.EAST_1)));
        at(80, () -> {
            times.add(broker.getEngine().now());
            broker.submitVm(clone);
        });
        at(81, () -> assertTrue(broker.getEngine().isUp(Fixtures.EAST_1)));
        simulation.start();

        ServingEngine bare = bare();
        bare.advance(times.get(0));
        bare.failWorker(Fixtures.EAST_1);
        bare.advance(times.get(1));
        bare.recoverWorker(Fixtures.EAST_1);
        bare.finish();
        Fixtures.assertSame(bare, broker.getEngine());

        ServingEngine undisturbed = bare();
        undisturbed.finish();
        assertNotEquals(undisturbed.statistics().served(), bare.statistics().served());
        assertSame(hosts.get(4), clone.getHost());
    }

    @Test
    void aVmMayComeBackAgainAndAgain() {
        hosts.add(GpuHost.forWorker(Fixtures.TOPOLOGY, Fixtures.EAST_1));
        hosts.add(GpuHost.forWorker(Fixtures.TOPOLOGY, Fixtures.EAST_1));
        build(1, 100, 101);
        GpuWorker east = broker.getWorkers().get(Fixtures.EAST_1);
        for (int round = 0; round < 3; round++) {
            at(20 + 30 * round, () -> faults.generateHostFault(east.getHost()));
            at(21 + 30 * round, () -> assertFalse(broker.getEngine().isUp(Fixtures.EAST_1)));
            at(30 + 30 * round, () -> broker.submitVm(east));
            at(
                    31 + 30 * round,
                    () -> assertEquals(east.isCreated(), broker.getEngine().isUp(Fixtures.EAST_1)));
        }
        simulation.start();
        assertFalse(east.isCreated(), "the third fault leaves no host");
        assertEquals(3, faults.getHostFaultsNumber() - 1, "one more by chance after the end");
        assertEquals(0, Fixtures.BOARD.gpuMemoryMib() - hosts.get(4).getFreeGpuMemory());
    }

    @Test
    void queriesGoOnWithoutAnyVmUntilTheClonerBringsOneBack() {
        hosts.add(GpuHost.forWorker(Fixtures.TOPOLOGY, 3));
        // The injection draws the time to recovery, up to 450 s, with the seed that follows.
        long seed = LongStream.range(0, 1000)
                .filter(s -> new UniformDistr(s + 1).sample() < 0.05)
                .findFirst()
                .orElseThrow();
        build(seed, 100, 101);
        faults.addVmCloner(broker, new VmClonerSimple(vm -> new GpuWorker((GpuWorker) vm), vm -> List.of()));
        at(50, () -> new ArrayList<Host>(hosts.subList(0, 4)).forEach(faults::generateHostFault));
        at(
                51,
                () -> IntStream.range(0, 4)
                        .forEach(worker -> assertFalse(broker.getEngine().isUp(worker))));
        simulation.start();

        assertEquals(
                1,
                IntStream.range(0, 4)
                        .filter(worker -> broker.getEngine().isUp(worker))
                        .count());
        assertTrue(broker.getEngine().isUp(3), "the last VM is the one that is cloned");
        ServingStatistics statistics = broker.getStatistics();
        assertEquals(
                statistics.offered(),
                statistics.served() + statistics.late() + statistics.rejected(),
                "each has an outcome");
        assertEquals(0, statistics.timeline().served(10), "nobody serves from 50 s to 55 s");
        assertTrue(statistics.timeline().served(23) > 0);
    }

    @Test
    void randomFaultsKeepVmsAndWorkersInStep() {
        build(5, 0.001, 0.005);
        at(
                119,
                () -> broker.getWorkers()
                        .forEach(worker -> assertEquals(
                                worker.isCreated(), broker.getEngine().isUp(worker.getIndex()))));
        simulation.start();
        assertTrue(faults.getHostFaultsNumber() > 5);
        assertTrue(broker.getWorkers().stream()
                .anyMatch(worker -> !broker.getEngine().isUp(worker.getIndex())));
        assertTrue(broker.isServingFinished());
    }
}
