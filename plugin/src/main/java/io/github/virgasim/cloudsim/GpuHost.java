// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
 * A host with one or several equal GPUs, whose memory is a resource beside RAM, bandwidth, storage and PEs. A VM that needs
 * up to one GPU's memory shares a GPU, one that needs more takes whole GPUs: see {@link GpuMemory}. A {@link GpuWorker}
 * fits only if its device has the same name and one GPU has enough memory left, an {@link ElasticVm} only on the host of its
 * cluster. Other VMs need GPU memory if {@link GpuMemory} is among their resources.
 *
 * <p>The host's CPU utilisation, which power models read, is how busy its GPUs are: the sum of its serving GpuWorkers'
 * utilisations, means over their broker's last tick, divided by the number of GPUs, at most 1. Readings that follow each
 * other at the broker's tick add up to the energy drawn, delayed by one tick. Without serving workers it is that of CloudSim
 * Plus. The power model is a {@link GpuPowerModel} unless another one is set; it counts as many devices as there are GPUs.
 *
 * <p>A VM that migrates in has all that it needs kept from the start. CloudSim Plus itself takes PEs and storage twice, at the
 * start and at the end of a migration, believes that the target's RAM is there because the VM has some elsewhere, and keeps
 * none for a VM without Cloudlets; here everything is taken once, and {@link #isSuitableForVm} tells whether a migration will
 * end well.
 */
public class GpuHost extends HostSimple {
    private static final long BANDWIDTH_MBPS = 10_000;
    private static final long STORAGE_MB = 1_000_000;

    private final GpuSpec device;
    private final int gpus;
    private final String siteName;
    private final Tier tier;
    private final GpuMemory gpuMemory;
    private final GpuMemoryProvisioner gpuMemoryProvisioner;

    /**
     * Makes a host with one GPU.
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
        this(pes, ram, bw, storage, device, 1, siteName, tier);
    }

    /**
     * Makes a host with several GPUs.
     *
     * @param pes at least one; {@link GpuWorker#MIPS} fast or faster to hold GpuWorkers and ElasticVms
     * @param ram main memory [MB], positive
     * @param bw bandwidth [Mbit/s], positive
     * @param storage [MB], positive
     * @param device each of its GPUs; GPU memory is rounded down to whole MiB
     * @param gpus how many, not negative
     * @param siteName name of the site where it stands
     * @param tier the site's tier
     * @throws io.github.virgasim.input.InvalidInputException if the number of GPUs is negative or a GPU has less than 1 MiB
     */
    public GpuHost(
            List<Pe> pes, long ram, long bw, long storage, GpuSpec device, int gpus, String siteName, Tier tier) {
        super(ram, bw, storage, pes);
        this.device = device;
        this.gpus = (int) Checks.within("GPUs of a host", gpus, 0, Integer.MAX_VALUE);
        this.siteName = Objects.requireNonNull(siteName, "site name");
        this.tier = Objects.requireNonNull(tier, "tier");
        long each = (long) Checks.within("whole MiB of GPU memory", (long) device.gpuMemoryMib(), 1, Long.MAX_VALUE);
        gpuMemory = new GpuMemory(gpus * each);
        gpuMemoryProvisioner = new GpuMemoryProvisioner(gpuMemory, gpus, each);
        setRamProvisioner(new LedgerProvisioner());
        setBwProvisioner(new LedgerProvisioner());
        setPowerModel(new GpuPowerModel(device, gpus));
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
     * Returns the GPU, or one of several.
     *
     * @return as given
     */
    public final GpuSpec getDevice() {
        return device;
    }

    /**
     * Returns how many GPUs there are.
     *
     * @return from 0
     */
    public final int getGpus() {
        return gpus;
    }

    /**
     * Returns how many GPUs have all their memory free, so that an {@link ElasticVm} can take them.
     *
     * @return from 0
     */
    public final int getFreeGpus() {
        return gpuMemoryProvisioner.freeGpus();
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
     * @return over all GPUs [MiB]
     */
    public final long getFreeGpuMemory() {
        return gpuMemory.getAvailableResource();
    }

    private static long needed(Vm vm) {
        return vm.getResource(GpuMemory.class).getCapacity();
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
        if (vm instanceof GpuWorker worker
                && (!worker.getWorker().device().name().equals(device.name()) || needed(vm) > device.gpuMemoryMib())) {
            return false;
        }
        if (vm instanceof ElasticVm elastic && elastic.getHome() != this) {
            return false;
        }
        return gpuMemoryProvisioner.isSuitableForVm(vm, needed(vm));
    }

    private HostSuitability lackOfGpu(Vm vm) {
        // A suitability has no place for further resources; with a reason only, it stands for "not suitable".
        return new HostSuitability(
                this, vm, String.format(Locale.ROOT, "%d of %d %s GPUs free", getFreeGpus(), gpus, device.name()));
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
        long ram = vm.getRam().getCapacity();
        long bw = vm.getBw().getCapacity();
        if (!hasGpuFor(vm) || !super.addMigratingInVm(vm)) {
            return false;
        }
        // Only what its Cloudlets use now has been kept, and has become the VM's size.
        getRamProvisioner().allocateResourceForVm(vm, ram);
        getBwProvisioner().allocateResourceForVm(vm, bw);
        gpuMemoryProvisioner.allocateResourceForVm(vm, needed(vm));
        return true;
    }

    /** Gives back what was kept for a VM, which is about to be created here. */
    @Override
    public void removeMigratingInVm(Vm vm) {
        if (getVmsMigratingIn().contains(vm)) {
            gpuMemoryProvisioner.deallocateResourceForVm(vm);
            getRamProvisioner().deallocateResourceForVm(vm);
            getBwProvisioner().deallocateResourceForVm(vm);
            disk.getStorage().deallocateResource(vm.getStorage());
            setPeStatus(getBusyPeList().stream().limit(vm.getPesNumber()).toList(), Pe.Status.FREE);
        }
        super.removeMigratingInVm(vm);
    }

    /** Elastic tasks leave many VMs behind, of which their broker keeps the outcome; others are kept. */
    @Override
    protected void addVmToCreatedList(Vm vm) {
        if (!(vm instanceof ElasticVm)) {
            super.addVmToCreatedList(vm);
        }
    }

    @Override
    protected void deallocateResourcesOfVm(Vm vm) {
        gpuMemoryProvisioner.deallocateResourceForVm(vm);
        super.deallocateResourcesOfVm(vm);
    }

    @Override
    public double getCpuMipsUtilization() {
        double[] busy = getVmList().stream()
                .filter(vm -> vm instanceof GpuWorker worker && worker.isServing())
                .mapToDouble(Vm::getCpuPercentUtilization)
                .toArray();
        return busy.length == 0
                ? super.getCpuMipsUtilization()
                : Math.min(1, Arrays.stream(busy).sum() / gpus) * getTotalMipsCapacity();
    }
}
