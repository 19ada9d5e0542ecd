// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Optional;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyAbstract;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * Places each {@link GpuWorker} on a {@link GpuHost} with the same device and enough room of every kind; subclasses say
 * which. Other VMs go to the first host that suits them. Subclasses are O(n) in the number of hosts for each VM.
 */
public abstract class GpuAllocationPolicy extends VmAllocationPolicyAbstract {
    /** For subclasses. */
    protected GpuAllocationPolicy() {}

    /**
     * Chooses a host for a worker.
     *
     * @param worker what is to be placed
     * @param suitable the hosts with room, in the data centre's order, possibly none
     * @return one of them, or nothing to refuse the worker
     */
    protected abstract Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable);

    @Override
    protected final Optional<Host> defaultFindHostForVm(Vm vm) {
        Stream<Host> suitable = getHostList().stream().filter(host -> host.isSuitableForVm(vm));
        if (vm instanceof GpuWorker worker) {
            return choose(worker, suitable.filter(GpuHost.class::isInstance).map(GpuHost.class::cast))
                    .map(Host.class::cast);
        }
        return suitable.findFirst();
    }
}
