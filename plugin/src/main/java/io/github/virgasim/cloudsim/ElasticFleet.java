// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ElasticTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cloudsimplus.vms.Vm;

/** The VMs of the running tasks, of which each has one or, while it is preempted, none. */
final class ElasticFleet {
    /** By number of the task. */
    private final Map<Long, Carriage> carriages = new HashMap<>();

    private final List<GpuHost> hosts;
    private List<ElasticVm> wanted = new ArrayList<>();

    /** Makes a fleet without VMs on the hosts of the clusters by number. */
    ElasticFleet(List<GpuHost> hosts) {
        this.hosts = hosts;
    }

    private static final class Carriage {
        private final double start;
        private ElasticVm vm;
        private int vms;

        Carriage(double start) {
            this.start = start;
        }

        void end() {
            if (vm != null) {
                vm.shutdown();
                // Without this, every VM of a long simulation would be kept.
                vm.getBroker().getVmCreatedList().remove(vm);
                vm = null;
            }
        }
    }

    /** Ends the VM of a running task if it has another size than the task, and then wants one of the task's size. */
    void follow(ElasticTask task, double clock) {
        Carriage carriage = carriages.computeIfAbsent(task.number(), number -> new Carriage(clock));
        if (carriage.vm != null && carriage.vm.getUnits().equals(task.units())) {
            return;
        }
        carriage.end();
        if (!task.units().isNone()) {
            carriage.vm = new ElasticVm(task, hosts.get(task.cluster()));
            carriage.vms++;
            wanted.add(carriage.vm);
        }
    }

    /** Ends the VM of a task that is complete. */
    ElasticOutcome finish(ElasticTask task, double arrival, double clock) {
        Carriage carriage = carriages.remove(task.number());
        carriage.end();
        return new ElasticOutcome(
                task.number(), task.typeNumber(), task.cluster(), arrival, carriage.start, clock, carriage.vms);
    }

    /** Returns the VMs wanted since the last call. */
    List<ElasticVm> takeWanted() {
        List<ElasticVm> taken = wanted;
        wanted = new ArrayList<>();
        return taken;
    }

    static void requireCreated(Vm vm) {
        if (vm instanceof ElasticVm elastic && !vm.isCreated()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "the host of cluster %d has no room for %s with units %s",
                    elastic.getCluster(),
                    elastic.getTask(),
                    elastic.getUnits()));
        }
    }
}
