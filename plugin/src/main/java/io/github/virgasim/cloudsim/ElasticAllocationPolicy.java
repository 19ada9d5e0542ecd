// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Optional;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyAbstract;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * Places each {@link ElasticVm} on the {@link ElasticHost} of its cluster if there is room, and refuses all other VMs, whose
 * PEs the schedulers would not know of. O(n) in the number of hosts.
 */
public final class ElasticAllocationPolicy extends VmAllocationPolicyAbstract {
    @Override
    protected Optional<Host> defaultFindHostForVm(Vm vm) {
        return getHostList().stream()
                .filter(host -> vm instanceof ElasticVm elastic
                        && host instanceof ElasticHost cluster
                        && cluster.getCluster() == elastic.getCluster())
                .filter(host -> host.isSuitableForVm(vm))
                .findFirst();
    }
}
