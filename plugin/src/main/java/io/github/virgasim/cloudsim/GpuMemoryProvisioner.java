// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.HashMap;
import java.util.Map;
import org.cloudsimplus.provisioners.ResourceProvisionerSimple;
import org.cloudsimplus.resources.ResourceManageable;
import org.cloudsimplus.vms.Vm;

/**
 * Gives GPU memory of one host to VMs. What a VM has is kept here and not with the VM, as in the simple provisioner:
 * while CloudSim Plus looks for migrations, a VM can be on two hosts at once.
 */
final class GpuMemoryProvisioner extends ResourceProvisionerSimple {
    private final Map<Vm, Long> allocated = new HashMap<>();

    GpuMemoryProvisioner(GpuMemory memory) {
        setResources(memory, vm -> vm instanceof GpuWorker worker ? worker.getGpuMemory() : ResourceManageable.NULL);
    }

    @Override
    public boolean allocateResourceForVm(Vm vm, long mib) {
        if (!isSuitableForVm(vm, mib)) {
            return false;
        }
        deallocateResourceForVm(vm);
        getPmResource().allocateResource(mib);
        getVmResourceFunction().apply(vm).setCapacity(mib);
        getVmResourceFunction().apply(vm).setAllocatedResource(mib);
        allocated.put(vm, mib);
        return true;
    }

    @Override
    public long deallocateResourceForVm(Vm vm) {
        Long mib = allocated.remove(vm);
        if (mib == null) {
            return 0;
        }
        getPmResource().deallocateResource(mib);
        getVmResourceFunction().apply(vm).deallocateAllResources();
        return mib;
    }

    @Override
    public long getAllocatedResourceForVm(Vm vm) {
        return allocated.getOrDefault(vm, 0L);
    }
}
