// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.provisioners.ResourceProvisioner;
import org.cloudsimplus.provisioners.ResourceProvisionerSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.resources.ResourceManageable;
import org.cloudsimplus.vms.Vm;

/**
 * A whole cluster of elastic tasks as one host: its CPU units are PEs, its GPU units a resource beside RAM, bandwidth and
 * storage. An {@link ElasticVm} fits only if enough of both is left; other VMs need no GPU unit. RAM, bandwidth and
 * storage suffice for as many ElasticVms as there are CPU units.
 */
public class ElasticHost extends HostSimple {
    private final int cluster;
    private final ElasticGpus gpus;
    private final ResourceProvisioner gpuProvisioner = new ResourceProvisionerSimple();

    /**
     * Makes the host of a cluster.
     *
     * @param cluster its number
     * @param capacity its CPU units, at least one, and its GPU units
     * @throws io.github.virgasim.input.InvalidInputException if there are other than two kinds of resource or no CPU unit
     */
    public ElasticHost(int cluster, Units capacity) {
        super(cpus(capacity), cpus(capacity), cpus(capacity), pes(capacity));
        this.cluster = cluster;
        gpus = new ElasticGpus(capacity.get(ElasticVm.GPU));
        gpuProvisioner.setResources(gpus, vm -> ((ElasticVm) vm).getGpus());
    }

    /**
     * Makes the hosts of all clusters.
     *
     * @param setting gives the clusters
     * @return one host for each, by number
     * @throws io.github.virgasim.input.InvalidInputException if there are other than two kinds of resource or a cluster
     *     has no CPU unit
     */
    public static List<ElasticHost> forSetting(ElasticSetting setting) {
        List<Units> capacities = setting.capacities();
        return IntStream.range(0, capacities.size())
                .mapToObj(cluster -> new ElasticHost(cluster, capacities.get(cluster)))
                .toList();
    }

    private static int cpus(Units capacity) {
        Checks.within("kinds of resource of a host", capacity.kinds(), 2, 2);
        return Checks.atLeastOne("CPU units of a host", capacity.get(ElasticVm.CPU));
    }

    private static List<Pe> pes(Units capacity) {
        return IntStream.range(0, capacity.get(ElasticVm.CPU))
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
    }

    /**
     * Returns which cluster this is.
     *
     * @return its number
     */
    public final int getCluster() {
        return cluster;
    }

    /**
     * Returns the host's size.
     *
     * @return CPU and GPU units, used or not
     */
    public final Units getCapacity() {
        return Units.of((int) getPesNumber(), (int) gpus.getCapacity());
    }

    /**
     * Returns how many GPU units no VM has.
     *
     * @return units, not negative
     */
    public final long getFreeGpus() {
        return gpus.getAvailableResource();
    }

    @Override
    public List<ResourceManageable> getResources() {
        List<ResourceManageable> all = new ArrayList<>(super.getResources());
        all.add(gpus);
        return List.copyOf(all);
    }

    @Override
    public ResourceProvisioner getProvisioner(Class<? extends ResourceManageable> resourceClass) {
        return resourceClass == ElasticGpus.class ? gpuProvisioner : super.getProvisioner(resourceClass);
    }

    @Override
    public HostSuitability getSuitabilityFor(Vm vm) {
        return lacksGpusFor(vm) ? lackOfGpus(vm) : super.getSuitabilityFor(vm);
    }

    private boolean lacksGpusFor(Vm vm) {
        return vm instanceof ElasticVm elastic && elastic.getGpus().getCapacity() > getFreeGpus();
    }

    private HostSuitability lackOfGpus(Vm vm) {
        // A suitability has no place for further resources; with a reason only, it stands for "not suitable".
        return new HostSuitability(this, vm, "%d GPU units left".formatted(getFreeGpus()));
    }

    @Override
    public HostSuitability createVm(Vm vm) {
        if (lacksGpusFor(vm)) {
            return lackOfGpus(vm);
        }
        HostSuitability suitability = super.createVm(vm);
        if (suitability.fully() && vm instanceof ElasticVm elastic) {
            gpuProvisioner.allocateResourceForVm(vm, elastic.getGpus().getCapacity());
        }
        return suitability;
    }

    @Override
    protected void deallocateResourcesOfVm(Vm vm) {
        if (vm instanceof ElasticVm elastic && elastic.getGpus().getAllocatedResource() > 0) {
            gpuProvisioner.deallocateResourceForVm(vm);
        }
        super.deallocateResourcesOfVm(vm);
    }
}
