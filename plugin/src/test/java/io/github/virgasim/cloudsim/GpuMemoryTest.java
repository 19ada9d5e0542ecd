// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.resources.ResourceManageable;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.junit.jupiter.api.Test;

/** Memory of several GPUs: small shares are on one GPU, large ones are whole GPUs. */
class GpuMemoryTest {
    private static final int WEST_1 = Fixtures.TOPOLOGY.workerIndex("west-1");
    /** GPU memory of a worker [MiB]. */
    private static final long NEEDED = 4001;

    private int next;

    /** Any VM may ask for GPU memory. */
    private static final class Tensors extends VmSimple {
        private final GpuMemory memory;

        Tensors(long mib) {
            super(1000, 1);
            memory = new GpuMemory(mib);
            setRam(1).setBw(1).setSize(1);
        }

        @Override
        public List<ResourceManageable> getResources() {
            List<ResourceManageable> all = new ArrayList<>(super.getResources());
            all.add(memory);
            return all;
        }
    }

    private static GpuHost host(int gpus, double mib) {
        List<Pe> pes = IntStream.range(0, 32)
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
        GpuSpec device = new GpuSpec("board", GpuSpec.Kind.EDGE, mib, 32, 65536, 10, 30, "test");
        return new GpuHost(pes, 65536, 10_000, 1_000_000, device, gpus, "west", Tier.EDGE);
    }

    /** VMs are told apart by their numbers, which a broker would give. */
    private boolean place(GpuHost host, Vm vm) {
        if (vm.getId() < 0) {
            vm.setId(next++);
        }
        return host.getProvisioner(GpuMemory.class)
                .allocateResourceForVm(vm, vm.getResource(GpuMemory.class).getCapacity());
    }

    @Test
    void aWorkerIsOnOneGpu() {
        GpuHost host = host(2, 6000);
        assertTrue(place(host, new GpuWorker(Fixtures.TOPOLOGY, WEST_1)));
        assertEquals(1, host.getFreeGpus());
        assertTrue(place(host, new GpuWorker(Fixtures.TOPOLOGY, WEST_1)));
        assertEquals(2 * (6000 - NEEDED), host.getFreeGpuMemory());
        Vm third = new GpuWorker(Fixtures.TOPOLOGY, WEST_1);
        assertFalse(place(host, third), "two halves do not make a GPU");
        assertFalse(host.isSuitableForVm(third));
    }

    @Test
    void aWorkerTooLargeForOneGpuIsRefused() {
        assertFalse(host(3, 4000).isSuitableForVm(new GpuWorker(Fixtures.TOPOLOGY, WEST_1)));
        assertTrue(host(3, NEEDED).isSuitableForVm(new GpuWorker(Fixtures.TOPOLOGY, WEST_1)));
    }

    @Test
    void largeSharesAreWholeGpus() {
        GpuHost host = host(4, 6000);
        Vm worker = new GpuWorker(Fixtures.TOPOLOGY, WEST_1);
        assertTrue(place(host, worker));
        Vm large = new Tensors(12_001);
        assertTrue(place(host, large));
        assertEquals(0, host.getFreeGpus());
        assertEquals(6000 - NEEDED, host.getFreeGpuMemory());
        assertFalse(place(host, new Tensors(2000)));
        assertTrue(place(host, new Tensors(1999)));
        host.getProvisioner(GpuMemory.class).deallocateResourceForVm(large);
        assertEquals(3, host.getFreeGpus());
        assertTrue(place(host, new Tensors(6000)));
        assertEquals(2, host.getFreeGpus());
    }

    /** What a VM has counts as free for itself, as when it ends a migration. */
    @Test
    void sharesAreReplaced() {
        GpuHost host = host(3, 100);
        Vm vm = new Tensors(300);
        assertTrue(place(host, vm));
        assertTrue(place(host, vm));
        assertEquals(0, host.getFreeGpuMemory());
        host.getProvisioner(GpuMemory.class).deallocateResourceForVm(vm);
        assertEquals(3, host.getFreeGpus());
    }

    @Test
    void vmsWithoutGpuMemoryFitHostsWithoutGpu() {
        GpuHost host = host(0, 6000);
        assertEquals(0, host.getFreeGpuMemory());
        assertTrue(host.isSuitableForVm(new VmSimple(1000, 1).setRam(1).setBw(1).setSize(1)));
        assertFalse(host.isSuitableForVm(new Tensors(1)));
        assertThrows(InvalidInputException.class, () -> host(-1, 6000));
        assertThrows(InvalidInputException.class, () -> host(1, 0.9));
    }

    @Test
    void everyGpuDrawsPower() {
        GpuHost host = host(4, 6000);
        assertEquals(4 * 20, host.getPowerModel().getPower(0.5), 1e-12);
    }
}
