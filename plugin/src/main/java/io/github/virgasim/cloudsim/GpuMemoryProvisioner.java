// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cloudsimplus.provisioners.ResourceProvisionerSimple;
import org.cloudsimplus.vms.Vm;

/**
 * Gives GPU memory of one host to VMs. What a VM has is kept here and not with the VM, as in the simple provisioner:
 * while CloudSim Plus looks for migrations, a VM can be on two hosts at once.
 */
final class GpuMemoryProvisioner extends ResourceProvisionerSimple {
    private final long gpuMib;
    private final long[] free;
    private final Map<Vm, Share> shares = new HashMap<>();

    /** What a VM has: some memory of each of these GPUs. */
    private record Share(int[] gpus, long mibOfEach) {
        long mib() {
            return gpus.length * mibOfEach;
        }

        long of(int gpu) {
            return Arrays.stream(gpus).anyMatch(own -> own == gpu) ? mibOfEach : 0;
        }
    }

    /** Makes the provisioner of a memory that is made up of equal GPUs with so many MiB each. */
    GpuMemoryProvisioner(GpuMemory memory, int gpus, long gpuMib) {
        this.gpuMib = gpuMib;
        free = new long[gpus];
        Arrays.fill(free, gpuMib);
        setResources(memory, vm -> vm.getResource(GpuMemory.class));
    }

    int freeGpus() {
        return (int) Arrays.stream(free).filter(mib -> mib == gpuMib).count();
    }

    @Override
    public boolean isSuitableForVm(Vm vm, long mib) {
        return find(vm, mib).isPresent();
    }

    /** Finds the first GPUs with room, of which the VM may already have some. */
    private Optional<Share> find(Vm vm, long mib) {
        if (mib == 0) {
            return Optional.of(new Share(new int[0], 0));
        }
        int wanted = (int) Math.min(Integer.MAX_VALUE, (mib + gpuMib - 1) / gpuMib);
        long each = wanted == 1 ? mib : gpuMib;
        Share own = shares.get(vm);
        int[] found = IntStream.range(0, free.length)
                .filter(gpu -> free[gpu] + (own == null ? 0 : own.of(gpu)) >= each)
                .limit(wanted)
                .toArray();
        return found.length == wanted ? Optional.of(new Share(found, each)) : Optional.empty();
    }

    @Override
    public boolean allocateResourceForVm(Vm vm, long mib) {
        Optional<Share> found = find(vm, mib);
        if (found.isEmpty()) {
            return false;
        }
        deallocateResourceForVm(vm);
        Share share = found.get();
        for (int gpu : share.gpus) {
            free[gpu] -= share.mibOfEach;
        }
        shares.put(vm, share);
        getPmResource().allocateResource(share.mib());
        getVmResourceFunction().apply(vm).setCapacity(mib);
        getVmResourceFunction().apply(vm).setAllocatedResource(mib);
        return true;
    }

    @Override
    public long deallocateResourceForVm(Vm vm) {
        Share share = shares.remove(vm);
        if (share == null) {
            return 0;
        }
        for (int gpu : share.gpus) {
            free[gpu] += share.mibOfEach;
        }
        getPmResource().deallocateResource(share.mib());
        getVmResourceFunction().apply(vm).deallocateAllResources();
        return share.mib();
    }

    @Override
    public long getAllocatedResourceForVm(Vm vm) {
        Share share = shares.get(vm);
        return share == null ? 0 : share.mib();
    }
}
