// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.hosts.HostSuitability;
import org.cloudsimplus.provisioners.ResourceProvisioner;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.resources.ResourceManageable;
import org.cloudsimplus.vms.Vm;

/**
 * A host with a GPU, whose memory is a resource beside RAM, bandwidth, storage and PEs. A {@link GpuWorker} fits only if
 * its device has the same name and enough GPU memory is left; other VMs need no GPU memory.
 *
 * <p>The host's CPU utilisation, which power models read, is the mean utilisation of its serving GpuWorkers over their
 * broker's last tick: readings that follow each other at the broker's tick add up to the energy drawn, delayed by one
 * tick. Without serving workers it is that of CloudSim Plus. The power model is a {@link GpuPowerModel} unless another one
 * is set.
 *
 * <p>A VM that migrates in has its GPU memory kept from the start. CloudSim Plus takes its PEs and RAM twice, at the start
 * and at the end of the migration; the target needs room for that.
 */
public class GpuHost extends HostSimple {
    private static final long BANDWIDTH_MBPS = 10_000;
    private static final long STORAGE_MB = 1_000_000;

    private final GpuSpec device;
    private final String siteName;
    private final Tier tier;
    private final GpuMemory gpuMemory;
    private final GpuMemoryProvisioner gpuMemoryProvisioner;

    /**
     * Makes a host.
     *
     * @param pes at least one; {@link GpuWorker#MIPS} fast or faster to hold GpuWorkers
     * @param ram main memory [MB], positive
     * @param bw bandwidth [Mbit/s], positive
     * @param storage [MB], positive
     * @param device its GPU; GPU memory is rounded down to whole MiB
     * @param siteName name of the site where it stands
     * @param tier the site's tier
     */
    public GpuHost(List<Pe> pes, long ram, long bw, long storage, GpuSpec device, String siteName, Tier tier) {
        super(ram, bw, storage, pes);
        this.device = device;
        this.siteName = Objects.requireNonNull(siteName, "site name");
        this.tier = Objects.requireNonNull(tier, "tier");
        gpuMemory = new GpuMemory((long) device.gpuMemoryMib());
        gpuMemoryProvisioner = new GpuMemoryProvisioner(gpuMemory);
        setPowerModel(new GpuPowerModel(device));
    }

    /**
     * Makes a host that is just large enough for a worker.
     *
     * @param topology where the worker stands
     * @param index position of the worker among the topology's workers
     * @return a host with the worker's CPU cores, main memory and device at the worker's site
     */
    public static GpuHost forWorker(EdgeTopology topology, int index) {
        Worker worker = topology.workers().get(index);
        Site site = topology.sites().get(topology.siteOfWorker(index));
        List<Pe> pes = IntStream.range(0, worker.cpus())
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
        long ram = (long) Math.ceil(worker.ramMib());
        return new GpuHost(pes, ram, BANDWIDTH_MBPS, STORAGE_MB, worker.device(), site.name(), site.tier());
    }

    /**
     * Returns the GPU.
     *
     * @return as given
     */
    public final GpuSpec getDevice() {
        return device;
    }

    /**
     * Returns where the host stands.
     *
     * @return name of its site
     */
    public final String getSiteName() {
        return siteName;
    }

    /**
     * Returns how far from the clients the host is.
     *
     * @return its site's tier
     */
    public final Tier getTier() {
        return tier;
    }

    /**
     * Returns the GPU memory that is neither allocated nor kept for VMs that are migrating in.
     *
     * @return [MiB]
     */
    public final long getFreeGpuMemory() {
        long kept = getVmsMigratingIn().stream().mapToLong(GpuHost::needed).sum();
        return gpuMemory.getAvailableResource() - kept;
    }

    private static long needed(Vm vm) {
        return vm instanceof GpuWorker worker ? worker.getGpuMemory().getCapacity() : 0;
    }

    @Override
    public List<ResourceManageable> getResources() {
        List<ResourceManageable> all = new ArrayList<>(super.getResources());
        all.add(gpuMemory);
        return List.copyOf(all);
    }

    @Override
    public ResourceProvisioner getProvisioner(Class<? extends ResourceManageable> resourceClass) {
        return resourceClass == GpuMemory.class ? gpuMemoryProvisioner : super.getProvisioner(resourceClass);
    }

    @Override
    public HostSuitability getSuitabilityFor(Vm vm) {
        return hasGpuFor(vm) ? super.getSuitabilityFor(vm) : lackOfGpu(vm);
    }

    private boolean hasGpuFor(Vm vm) {
        if (vm instanceof GpuWorker worker) {
            return worker.getWorker().device().name().equals(device.name()) && needed(vm) <= getFreeGpuMemory();
        }
        return true;
    }

    private HostSuitability lackOfGpu(Vm vm) {
        // A suitability has no place for further resources; with a reason only, it stands for "not suitable".
        return new HostSuitability(this, vm, "GPU %s with %d MiB free".formatted(device.name(), getFreeGpuMemory()));
    }

    @Override
    public HostSuitability createVm(Vm vm) {
        return place(vm, super::createVm);
    }

    @Override
    public HostSuitability createTemporaryVm(Vm vm) {
        return place(vm, super::createTemporaryVm);
    }

    private HostSuitability place(Vm vm, Function<Vm, HostSuitability> creator) {
        if (!hasGpuFor(vm)) {
            return lackOfGpu(vm);
        }
        HostSuitability suitability = creator.apply(vm);
        if (suitability.fully()) {
            gpuMemoryProvisioner.allocateResourceForVm(vm, needed(vm));
        }
        return suitability;
    }

    @Override
    public boolean addMigratingInVm(Vm vm) {
        return hasGpuFor(vm) && super.addMigratingInVm(vm);
    }

    @Override
    protected void deallocateResourcesOfVm(Vm vm) {
        gpuMemoryProvisioner.deallocateResourceForVm(vm);
        super.deallocateResourcesOfVm(vm);
    }

    @Override
    public double getCpuMipsUtilization() {
        OptionalDouble mean = getVmList().stream()
                .filter(vm -> vm instanceof GpuWorker worker && worker.isServing())
                .mapToDouble(Vm::getCpuPercentUtilization)
                .average();
        return mean.isPresent() ? mean.getAsDouble() * getTotalMipsCapacity() : super.getCpuMipsUtilization();
    }
}
