// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.junit.jupiter.api.Test;

/** Serving starts, goes on and ends whatever becomes of the VMs. */
class PlacementTest {
    private final ServingScenario scenario = Fixtures.scenario();
    private final CloudSimPlus simulation = Fixtures.simulation();

    private InferenceBroker broker() {
        return new InferenceBroker(simulation, scenario, StaticPolicies.named("farthest"), 4);
    }

    private ServingEngine bare(int... failed) {
        var engine = new ServingEngine(scenario, StaticPolicies.named("farthest"), 4);
        IntStream.of(failed).forEach(engine::failWorker);
        engine.finish();
        return engine;
    }

    private static GpuHost board(String site, int workers) {
        List<Pe> pes = IntStream.range(0, 6 * workers)
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
        return new GpuHost(pes, 8000L * workers, 10_000, 1_000_000, Fixtures.BOARD, site, Tier.EDGE);
    }

    private static void assertAllRejected(InferenceBroker broker) {
        ServingStatistics statistics = broker.getStatistics();
        assertTrue(broker.isServingFinished());
        assertTrue(statistics.offered() > 5000);
        assertEquals(statistics.offered(), statistics.rejected());
    }

    /** What the scenario itself is warned of comes first. */
    private static String last(List<String> warnings) {
        return warnings.get(warnings.size() - 1);
    }

    @Test
    void withoutADataCenterTheSimulationIsRefused() {
        InferenceBroker broker = broker();
        String message =
                assertThrows(IllegalStateException.class, simulation::start).getMessage();
        assertEquals(
                broker.getName() + ": the simulation must have a data centre for the 4 workers of scenario "
                        + scenario.name() + ", has none",
                message);
    }

    @Test
    void withoutHostsEverythingIsRejected() {
        new EdgeDatacenter(simulation, List.of(), new TierAware());
        InferenceBroker broker = broker();
        simulation.start();
        assertAllRejected(broker);
        assertTrue(last(broker.getWarnings()).startsWith("4 of 4 workers have no VM"), last(broker.getWarnings()));
    }

    @Test
    void workersWithoutHostAreDown() {
        // The last worker's host is missing, and the refusal comes last.
        List<GpuHost> hosts = IntStream.range(0, 3)
                .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
                .toList();
        new EdgeDatacenter(simulation, hosts, new TierAware());
        InferenceBroker broker = broker();
        simulation.start();
        assertFalse(broker.getEngine().isUp(3));
        Fixtures.assertSame(bare(3), broker.getEngine());
        assertEquals(List.of(broker.getWorkers().get(3)), broker.getVmFailedList());
        GpuWorker down = broker.getWorkers().get(3);
        assertEquals(
                String.format(
                                Locale.ROOT,
                                "1 of 4 workers have no VM and are down, as no host has room for them; the first, %s, needs %d CPUs, %d MiB",
                                down.getWorker().name(),
                                down.getWorker().cpus(),
                                down.getRam().getCapacity())
                        + String.format(
                                Locale.ROOT,
                                " of RAM and %d MiB of GPU memory",
                                down.getGpuMemory().getCapacity()),
                last(broker.getWarnings()));
    }

    @Test
    void vmsMayBeRequestedTogether() {
        EdgeDatacenter.forScenario(simulation, Fixtures.TOPOLOGY);
        InferenceBroker broker = broker();
        broker.setBatchVmCreation(true);
        simulation.start();
        Fixtures.assertSame(bare(), broker.getEngine());
    }

    @Test
    void eachSiteMayBeADataCenter() {
        List<EdgeDatacenter> datacenters = IntStream.range(0, 4)
                .mapToObj(site -> EdgeDatacenter.forSite(simulation, Fixtures.TOPOLOGY, site))
                .toList();
        InferenceBroker broker = broker();
        simulation.start();
        Fixtures.assertSame(bare(), broker.getEngine());
        for (GpuWorker worker : broker.getWorkers()) {
            int site = Fixtures.TOPOLOGY.siteOfWorker(worker.getIndex());
            assertSame(datacenters.get(site), worker.getHost().getDatacenter());
        }
    }

    @Test
    void aRefusedWorkerTriesTheNextDataCenter() {
        EdgeDatacenter.forSite(simulation, Fixtures.TOPOLOGY, 0);
        EdgeDatacenter.forSite(simulation, Fixtures.TOPOLOGY, 1);
        // Both workers with boards try the data centre in the west first.
        var wanted = EdgeDatacenter.forSite(simulation, Fixtures.TOPOLOGY, 3);
        var other = new EdgeDatacenter(simulation, List.of(board("elsewhere", 1)), new TierAware());
        InferenceBroker broker = broker();
        simulation.start();
        Fixtures.assertSame(bare(), broker.getEngine());
        GpuWorker first = broker.getWorkers().get(2);
        GpuWorker second = broker.getWorkers().get(3);
        assertTrue(first.getHost().getDatacenter() == wanted && second.getHost().getDatacenter() == other);
        assertTrue(broker.getVmFailedList().isEmpty());
    }

    @Test
    void aMigratingWorkerGoesOn() {
        List<GpuHost> hosts = new ArrayList<>(IntStream.range(0, 4)
                .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
                .toList());
        GpuHost spare = board("east", 1);
        hosts.add(spare);
        var datacenter = new EdgeDatacenter(simulation, hosts, new TierAware());
        InferenceBroker broker = broker();
        GpuWorker east = broker.getWorkers().get(Fixtures.EAST_1);
        List<Long> free = new ArrayList<>();
        broker.addOnTickListener(info -> {
            if (Math.abs(info.getTime() - 50) < 0.5) {
                datacenter.requestVmMigration(east, spare);
                free.add(spare.getFreeGpuMemory());
            }
        });
        east.addOnMigrationFinishListener(info -> {
            free.add(spare.getFreeGpuMemory());
            free.add(hosts.get(Fixtures.EAST_1).getFreeGpuMemory());
        });
        simulation.start();
        Fixtures.assertSame(bare(), broker.getEngine());
        // Room is kept while the VM is on its way.
        assertEquals(List.of(8192L - 4001, 8192L - 4001, 8192L), free);
    }
}
