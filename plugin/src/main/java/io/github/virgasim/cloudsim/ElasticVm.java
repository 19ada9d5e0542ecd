// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.Checks;
import java.util.Locale;

/**
 * The VM that carries an elastic task as long as its allocation stays the same: one PE for each CPU unit, the whole memory
 * of one of the host's GPUs for each GPU unit. RAM, bandwidth and storage are 1 each, as tasks have none.
 *
 * <p>Its CPU utilisation is always 1: a task keeps what it holds busy.
 */
public class ElasticVm extends GpuVm {
    /** Kind of resource that becomes PEs. */
    static final int CPU = 0;
    /** Kind of resource that becomes GPU units. */
    static final int GPU = 1;

    private final ElasticTask task;
    private final GpuHost home;
    private final int cluster;
    private final Units units;

    /**
     * Makes a VM of the size that a running task has now.
     *
     * @param task runs and holds at least one CPU unit; it does not become part of the VM's state
     * @param home the host of the task's cluster, the only one that suits the VM
     * @throws io.github.virgasim.input.InvalidInputException if the task holds no CPU unit, as no VM is without PEs
     */
    public ElasticVm(ElasticTask task, GpuHost home) {
        super(
                Checks.atLeastOne(
                        String.format(Locale.ROOT, "CPU units of %s with %s", task, task.units()),
                        task.units().get(CPU)),
                task.units().get(GPU) * (long) home.getDevice().gpuMemoryMib());
        this.task = task;
        this.home = home;
        cluster = task.cluster();
        units = task.units();
        setRam(1);
        setBw(1);
        setSize(1);
        setDescription(task.toString());
    }

    /**
     * Returns the task.
     *
     * @return as it is in the engine, which may have given it other units since
     */
    public final ElasticTask getTask() {
        return task;
    }

    /**
     * Returns where the VM belongs.
     *
     * @return the host of the task's cluster
     */
    public final GpuHost getHome() {
        return home;
    }

    /**
     * Returns which cluster the VM belongs to.
     *
     * @return number of the task's cluster
     */
    public final int getCluster() {
        return cluster;
    }

    /**
     * Returns the VM's size.
     *
     * @return CPU and GPU units
     */
    public final Units getUnits() {
        return units;
    }

    @Override
    public double getCpuPercentUtilization(double time) {
        return 1;
    }
}
