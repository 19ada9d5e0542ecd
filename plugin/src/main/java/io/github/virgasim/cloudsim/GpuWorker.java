// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import java.util.function.DoubleSupplier;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerSpaceShared;

/**
 * The VM that carries a worker of a topology: as many PEs as the worker has CPU cores, its main memory, and the GPU
 * memory that its variants need together.
 *
 * <p>While an {@link InferenceBroker} serves through it, its CPU utilisation is how busy the worker's variants were, a mean
 * over the broker's last tick; otherwise it is what its Cloudlets take, which is momentary.
 */
public class GpuWorker extends GpuVm {
    /**
     * Speed of each PE [MI/s]: a Cloudlet's length of one MI takes one microsecond. CloudSim Plus cuts off fractions of
     * an MI at every update, so that a lower speed would lose work.
     */
    public static final long MIPS = 1_000_000;

    private static final long BANDWIDTH_MBPS = 100;
    private static final long STORAGE_MB = 1024;

    private final int index;
    private final Worker worker;
    private final Site site;
    private DoubleSupplier utilization;
    private DoubleSupplier upShare = () -> 1;
    private DoubleSupplier powerAboveIdle = () -> 0;
    private Runnable onChange = () -> {};

    /**
     * Makes the VM of a worker.
     *
     * @param topology where the worker stands
     * @param index position of the worker among the topology's workers
     */
    public GpuWorker(EdgeTopology topology, int index) {
        this(index, topology.workers().get(index), topology.sites().get(topology.siteOfWorker(index)));
    }

    /**
     * Makes another VM for the same worker, for instance in a VmClonerSimple that makes up for failed hosts.
     *
     * @param original the VM whose place the new one takes
     */
    public GpuWorker(GpuWorker original) {
        this(original.index, original.worker, original.site);
    }

    private GpuWorker(int index, Worker worker, Site site) {
        super(worker.cpus(), gpuMemoryMib(worker));
        this.index = index;
        this.worker = worker;
        this.site = site;
        setRam((long) Math.ceil(worker.ramMib()));
        setBw(BANDWIDTH_MBPS);
        setSize(STORAGE_MB);
        setDescription(worker.name());
        setCloudletScheduler(new CloudletSchedulerSpaceShared());
    }

    /** Returns the sum over a worker's variants, rounded up to whole MiB. */
    private static long gpuMemoryMib(Worker worker) {
        return (long) Math.ceil(worker.variants().stream()
                .mapToDouble(ModelVariant::gpuMemoryMib)
                .sum());
    }

    /**
     * Returns which worker this is.
     *
     * @return position among the topology's workers
     */
    public final int getIndex() {
        return index;
    }

    /**
     * Returns the worker that this VM carries.
     *
     * @return as in the topology
     */
    public final Worker getWorker() {
        return worker;
    }

    /**
     * Returns where the worker stands in the topology.
     *
     * @return its site
     */
    public final Site getSite() {
        return site;
    }

    @Override
    public double getCpuPercentUtilization(double time) {
        return utilization == null ? super.getCpuPercentUtilization(time) : utilization.getAsDouble();
    }

    /** Placement and removal both come by here, whatever caused them. */
    @Override
    public void setCreated(boolean created) {
        boolean changed = created != isCreated();
        super.setCreated(created);
        if (changed) {
            onChange.run();
        }
    }

    /** A VM that has failed serves nothing, with a host or without. */
    @Override
    public void setFailed(boolean failed) {
        boolean changed = failed != isFailed();
        super.setFailed(failed);
        if (changed) {
            onChange.run();
        }
    }

    /** Tells whether an {@link InferenceBroker} serves through this VM. */
    final boolean isServing() {
        return utilization != null;
    }

    /** Returns the share of its broker's last tick in which the worker was up and drew its device's idle power. */
    final double getUpShare() {
        return upShare.getAsDouble();
    }

    /** Returns what the worker drew above its device's idle power over its broker's last tick [W]. */
    final double getPowerAboveIdle() {
        return powerAboveIdle.getAsDouble();
    }

    /** Says where to look for utilisation and power, and whom to tell when the VM is placed or removed. */
    final void connect(
            DoubleSupplier servingUtilization,
            DoubleSupplier servingUpShare,
            DoubleSupplier servingPower,
            Runnable listener) {
        utilization = servingUtilization;
        upShare = servingUpShare;
        powerAboveIdle = servingPower;
        onChange = listener;
    }
}
