// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.topology.EdgeTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.SimEntity;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.faultinjection.HostFaultInjection;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.vms.Vm;

/**
 * The hosts of one site, or of all sites of a topology together. Several in one simulation work side by side: a broker
 * tries them for each worker from the nearest to the farthest. Hosts may be added and removed at any time; what a removed
 * host carries has no place any more, so that its workers lose what they had to do.
 *
 * <p>When the simulation ends, by {@code terminateAt} too, so do the fault injections of this data centre, which in CloudSim
 * Plus would go on in what is left of it.
 */
public class EdgeDatacenter extends DatacenterSimple {
    /**
     * Makes a data centre.
     *
     * @param simulation where it belongs
     * @param hosts its hosts, GPU hosts or others
     * @param policy places VMs on the hosts
     */
    public EdgeDatacenter(CloudSimPlus simulation, List<? extends Host> hosts, VmAllocationPolicy policy) {
        super(simulation, new ArrayList<>(hosts), policy);
    }

    /** Removes a host, and its VMs from it, which CloudSim Plus would go on to update. */
    @Override
    public <T extends Host> Datacenter removeHost(T host) {
        if (getHostList().contains(host)) {
            for (Vm vm : new ArrayList<Vm>(host.getVmList())) {
                getVmAllocationPolicy().deallocateHostForVm(vm);
            }
        }
        return super.removeHost(host);
    }

    @Override
    public void processEvent(SimEvent event) {
        if (event.getTag() == CloudSimTag.SIMULATION_END) {
            endFaults();
        }
        super.processEvent(event);
    }

    private void endFaults() {
        // Copied, since entities that shut down leave the list.
        for (SimEntity entity : List.copyOf(getSimulation().getEntityList())) {
            if (entity instanceof HostFaultInjection faults && faults.getDatacenter() == this) {
                getSimulation().cancelAll(faults, fault -> true);
                faults.shutdown();
            }
        }
    }

    /**
     * Makes one data centre with one host for every worker of a topology, and places tier by tier.
     *
     * @param simulation where it belongs
     * @param topology gives the workers
     * @return a data centre that has room for all workers
     */
    public static EdgeDatacenter forScenario(CloudSimPlus simulation, EdgeTopology topology) {
        return new EdgeDatacenter(simulation, hosts(topology, worker -> true), new TierAware());
    }

    /**
     * Makes the data centre of one site, with one host for every worker there.
     *
     * @param simulation where it belongs
     * @param topology gives the workers
     * @param site index of the site; one without workers gives a data centre without hosts
     * @return a data centre that has room for the site's workers
     */
    public static EdgeDatacenter forSite(CloudSimPlus simulation, EdgeTopology topology, int site) {
        return new EdgeDatacenter(
                simulation, hosts(topology, worker -> topology.siteOfWorker(worker) == site), new TierAware());
    }

    private static List<GpuHost> hosts(EdgeTopology topology, IntPredicate wanted) {
        return IntStream.range(0, topology.workers().size())
                .filter(wanted)
                .mapToObj(worker -> GpuHost.forWorker(topology, worker))
                .toList();
    }
}
