// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;

/** Hosts that come, go, and take in VMs of others. */
class HostRoomTest {
    private static final int EAST = Fixtures.EAST_1;

    private final ServingScenario scenario = Fixtures.scenario();
    private final CloudSimPlus simulation = Fixtures.simulation();
    private final List<GpuHost> hosts = new ArrayList<>(IntStream.range(0, 4)
            .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
            .toList());

    private InferenceBroker broker() {
        return new InferenceBroker(simulation, scenario, StaticPolicies.named("farthest"), 4);
    }

    private static GpuHost board(int pes, long ram) {
        List<Pe> all = IntStream.range(0, pes)
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
        return new GpuHost(all, ram, 10_000, 1_000_000, Fixtures.BOARD, "east", Tier.EDGE);
    }

    private static void assertEmpty(GpuHost host) {
        assertEquals(host.getPesNumber(), host.getFreePesNumber());
        assertEquals(host.getRam().getCapacity(), host.getRam().getAvailableResource());
        assertEquals(host.getBw().getCapacity(), host.getBw().getAvailableResource());
        assertEquals(host.getStorage().getCapacity(), host.getStorage().getAvailableResource());
        assertEquals(8192, host.getFreeGpuMemory());
    }

    /** A target with room for one is enough; all that the VM had is free when it has gone. */
    @Test
    void aMigrationNeedsRoomOnce() {
        GpuHost spare = board(6, 8000);
        hosts.add(spare);
        var datacenter = new EdgeDatacenter(simulation, hosts, new TierAware());
        InferenceBroker broker = broker();
        GpuWorker east = broker.getWorkers().get(EAST);
        broker.addOnTickListener(info -> {
            long second = Math.round(broker.getEngine().now());
            if (second == 50) {
                assertTrue(spare.isSuitableForVm(east));
                datacenter.requestVmMigration(east, spare);
                assertEquals(0, spare.getFreePesNumber(), "kept for the one that comes");
                assertEquals(0, spare.getRam().getAvailableResource());
            } else if (second == 110) {
                assertSame(spare, east.getHost());
                assertTrue(east.isCreated() && broker.getEngine().isUp(EAST));
                assertEmpty(hosts.get(EAST));
                assertEquals(0, spare.getFreePesNumber());
                assertEquals(8000, east.getRam().getCapacity(), "it is as large as before");
                assertEquals(0, spare.getRam().getAvailableResource());
                east.shutdown();
            } else if (second == 113) {
                assertEmpty(spare);
            }
        });
        simulation.start();
        assertTrue(broker.isServingFinished());
    }

    /** Another VM leaves too little RAM, or too few PEs: the host says so, and no migration begins. */
    @Test
    void aHostWithoutRoomSaysSo() {
        GpuHost small = board(12, 8000);
        GpuHost narrow = board(11, 16000);
        hosts.add(small);
        hosts.add(narrow);
        var datacenter = new EdgeDatacenter(simulation, hosts, new TierAware());
        InferenceBroker broker = broker();
        List<Vm> tenants = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Vm tenant = new VmSimple(1000, 6).setRam(1).setBw(1).setSize(1);
            tenants.add(tenant);
            broker.submitVm(tenant);
        }
        // The tenants go where they leave too little.
        datacenter.getVmAllocationPolicy().setFindHostForVmFunction((policy, vm) -> {
            int tenant = tenants.indexOf(vm);
            return tenant < 0
                    ? hosts.subList(0, 4).stream()
                            .map(Host.class::cast)
                            .filter(host -> host.isSuitableForVm(vm))
                            .findFirst()
                    : java.util.Optional.of(tenant == 0 ? small : narrow);
        });
        GpuWorker east = broker.getWorkers().get(EAST);
        int[] asked = {0};
        broker.addOnTickListener(info -> {
            if (Math.round(broker.getEngine().now()) == 20) {
                for (GpuHost host : List.of(small, narrow)) {
                    assertEquals(1, host.getVmList().size());
                    assertFalse(host.isSuitableForVm(east));
                    datacenter.requestVmMigration(east, host);
                    assertFalse(east.isInMigration());
                    asked[0]++;
                }
            }
        });
        simulation.start();
        assertEquals(2, asked[0]);
        ServingEngine bare = new ServingEngine(scenario, StaticPolicies.named("farthest"), 4);
        bare.finish();
        Fixtures.assertSame(bare, broker.getEngine());
    }

    @Test
    void hostsMayBeAddedAndRemoved() {
        GpuHost late = hosts.remove(3);
        var datacenter = new EdgeDatacenter(simulation, List.copyOf(hosts), new TierAware());
        InferenceBroker broker = broker();
        GpuWorker west = broker.getWorkers().get(3);
        broker.addOnTickListener(info -> {
            long second = Math.round(broker.getEngine().now());
            if (second == 20) {
                assertFalse(broker.getEngine().isUp(3));
                datacenter.addHost(late);
                broker.submitVm(west);
            } else if (second == 30) {
                assertSame(late, west.getHost());
                assertTrue(broker.getEngine().isUp(3));
                west.shutdown();
            } else if (second == 40) {
                datacenter.removeHost(late);
                broker.submitVm(west);
            }
        });
        simulation.start();
        assertFalse(broker.getEngine().isUp(3), "its host was removed before it came back");
        assertEquals(3, datacenter.getHostList().size());
        assertEquals(10, broker.getEngine().upTime(3), 1.1);
    }

    @Test
    void whatARemovedHostCarriesHasNoPlaceAnyMore() {
        var datacenter = new EdgeDatacenter(simulation, List.copyOf(hosts), new TierAware());
        InferenceBroker broker = broker();
        GpuWorker west = broker.getWorkers().get(3);
        broker.addOnTickListener(info -> {
            if (Math.round(broker.getEngine().now()) == 20) {
                datacenter.removeHost(west.getHost());
                assertFalse(west.isCreated());
            }
        });
        simulation.start();
        assertFalse(broker.getEngine().isUp(3));
        assertTrue(broker.getEngine().isUp(2));
        assertEquals(20, broker.getEngine().upTime(3), 1.1);
    }

    @Test
    void aVmThatHasFailedServesNothingUntilItIsMended() {
        new EdgeDatacenter(simulation, List.copyOf(hosts), new TierAware());
        InferenceBroker broker = broker();
        GpuWorker west = broker.getWorkers().get(3);
        broker.addOnTickListener(info -> {
            long second = Math.round(broker.getEngine().now());
            if (second == 20) {
                west.setFailed(true);
            } else if (second == 25) {
                assertFalse(broker.getEngine().isUp(3));
                west.setFailed(false);
            }
        });
        simulation.start();
        assertTrue(broker.getEngine().isUp(3));
        double whole = broker.getEngine().upTime(2);
        assertEquals(whole - 5, broker.getEngine().upTime(3), 1.1);
    }

    /** Data centres made from a topology, too, and one that begins without any host. */
    @Test
    void aDataCentreMayBeginEmpty() {
        var datacenter = new EdgeDatacenter(simulation, List.of(), new TierAware());
        datacenter.addHostList(hosts);
        InferenceBroker broker = broker();
        simulation.start();
        ServingEngine bare = new ServingEngine(scenario, StaticPolicies.named("farthest"), 4);
        bare.finish();
        Fixtures.assertSame(bare, broker.getEngine());
    }
}
