// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.HashMap;
import java.util.Map;
import org.cloudsimplus.provisioners.ResourceProvisionerSimple;
import org.cloudsimplus.vms.Vm;

/**
 * Gives a resource of one host to VMs. What a VM has is kept here and not with the VM, as in the simple provisioner, which
 * takes what a migrating VM has on the host that it leaves for what it has on the one that it goes to.
 */
final class LedgerProvisioner extends ResourceProvisionerSimple {
    private final Map<Vm, Long> shares = new HashMap<>();

    /** What a VM has here counts as free for itself, as when it ends a migration. */
    @Override
    public boolean isSuitableForVm(Vm vm, long amount) {
        return getPmResource().getAvailableResource() + getAllocatedResourceForVm(vm) >= amount;
    }

    @Override
    public boolean allocateResourceForVm(Vm vm, long amount) {
        if (!isSuitableForVm(vm, amount)) {
            return false;
        }
        deallocateResourceForVm(vm);
        getPmResource().allocateResource(amount);
        shares.put(vm, amount);
        getVmResourceFunction().apply(vm).setCapacity(amount);
        getVmResourceFunction().apply(vm).setAllocatedResource(amount);
        return true;
    }

    @Override
    public long deallocateResourceForVm(Vm vm) {
        Long share = shares.remove(vm);
        if (share == null) {
            return 0;
        }
        getPmResource().deallocateResource(share);
        getVmResourceFunction().apply(vm).deallocateAllResources();
        return share;
    }

    @Override
    public long getAllocatedResourceForVm(Vm vm) {
        return shares.getOrDefault(vm, 0L);
    }
}
