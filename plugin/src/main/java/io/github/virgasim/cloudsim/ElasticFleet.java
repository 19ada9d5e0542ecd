// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ElasticTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The VMs of the running tasks, of which each has one or, while it is preempted, none. */
final class ElasticFleet {
    /** By number of the task. */
    private final Map<Long, Carriage> carriages = new HashMap<>();

    private List<ElasticVm> wanted = new ArrayList<>();

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
            carriage.vm = new ElasticVm(task);
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
}
