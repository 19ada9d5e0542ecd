// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;

class GpuAllocationPolicyTest {
    private static final int WEST_1 = Fixtures.TOPOLOGY.workerIndex("west-1");
    /** GPU memory of the two variants on a board, rounded up [MiB]. */
    private static final long NEEDED = 4001;

    private final List<Host> hosts = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();

    private static List<Pe> pes(int count) {
        return IntStream.range(0, count)
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
    }

    private void host(String device, double gpuMemoryMib, String site, Tier tier) {
        GpuSpec spec = new GpuSpec(device, GpuSpec.Kind.EDGE, gpuMemoryMib, 32, 65536, 1, 2, "test");
        hosts.add(new GpuHost(pes(32), 65536, 10_000, 1_000_000, spec, site, tier));
    }

    private void boards(double... gpuMemoryMib) {
        for (double mib : gpuMemoryMib) {
            host("board", mib, "east", Tier.EDGE);
        }
    }

    /** Returns the position of each VM's host, -1 for VMs without one. */
    private List<Integer> place(VmAllocationPolicy policy, int boardWorkers) {
        for (int i = 0; i < boardWorkers; i++) {
            vms.add(new GpuWorker(Fixtures.TOPOLOGY, WEST_1));
        }
        CloudSimPlus simulation = Fixtures.simulation();
        new EdgeDatacenter(simulation, hosts, policy);
        var broker = new DatacenterBrokerSimple(simulation);
        broker.getVmCreation().setMaxRetries(0);
        broker.submitVmList(new ArrayList<>(vms));
        List<Integer> places = new ArrayList<>();
        simulation.addOnClockTickListener(info -> {
            if (places.isEmpty()) {
                vms.forEach(vm -> places.add(hosts.indexOf(vm.getHost())));
                simulation.terminate();
            }
        });
        simulation.terminateAt(10);
        simulation.start();
        return places;
    }

    @Test
    void firstFitFillsInOrder() {
        boards(2 * NEEDED, 4000, 3 * NEEDED);
        assertEquals(List.of(0, 0, 2, 2, 2, -1), place(new GpuFirstFit(), 6));
    }

    @Test
    void bestFitLeavesLeast() {
        boards(3 * NEEDED, NEEDED, 2 * NEEDED);
        assertEquals(List.of(1, 2, 2, 0, 0, 0, -1), place(new GpuBestFit(), 7));
    }

    @Test
    void worstFitLeavesMost() {
        boards(NEEDED, 3 * NEEDED, 2 * NEEDED);
        assertEquals(List.of(1, 1, 2, 0, 1, 2, -1), place(new GpuWorstFit(), 7));
    }

    @Test
    void tierAwareStaysNear() {
        host("board", NEEDED, "cloud", Tier.DATA_CENTER);
        host("board", NEEDED, "office", Tier.CENTRAL_OFFICE);
        host("board", NEEDED, "east", Tier.EDGE);
        host("board", NEEDED, "west", Tier.EDGE);
        assertEquals(List.of(3, 2, 1, 0, -1), place(new TierAware(), 5));
    }

    @Test
    void workersGoToTheirOwnDeviceOnly() {
        host("card", 1e6, "west", Tier.EDGE);
        hosts.add(new HostSimple(65536, 10_000, 1_000_000, pes(32)));
        for (VmAllocationPolicy policy :
                List.of(new GpuFirstFit(), new GpuBestFit(), new GpuWorstFit(), new TierAware())) {
            vms.clear();
            assertEquals(List.of(-1), place(policy, 1));
        }
    }

    @Test
    void otherVmsNeedNoGpu() {
        boards(NEEDED);
        vms.add(new VmSimple(1000, 2));
        assertEquals(List.of(0, 0, -1), place(new GpuBestFit(), 2));
    }

    @Test
    void fewPesKeepAWorkerOutEvenIfGpuMemoryIsLeft() {
        boards(100 * NEEDED);
        // 32 PEs hold five workers of six.
        assertEquals(List.of(0, 0, 0, 0, 0, -1), place(new GpuFirstFit(), 6));
        GpuHost host = (GpuHost) hosts.get(0);
        assertEquals(95 * NEEDED, host.getFreeGpuMemory());
        assertEquals(5 * NEEDED, host.getProvisioner(GpuMemory.class).getTotalAllocatedResource());
        assertEquals(NEEDED, host.getProvisioner(GpuMemory.class).getAllocatedResourceForVm(vms.get(0)));
        assertEquals(NEEDED, vms.get(0).getResource(GpuMemory.class).getAllocatedResource());
        assertTrue(host.getResources().stream().anyMatch(GpuMemory.class::isInstance));
        assertFalse(host.getSuitabilityFor(vms.get(5)).fully());
    }
}
