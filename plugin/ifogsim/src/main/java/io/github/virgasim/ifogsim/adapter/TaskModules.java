// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which modules carry the running tasks, as they are decided from one timestep to the next. Knows no class of iFogSim2. */
final class TaskModules {
    /**
     * A module that carries a task as long as it holds the same.
     *
     * @param task number of the task
     * @param cluster number of the cluster, whose device it is on
     * @param units what it holds, not nothing
     */
    record Carrier(long task, int cluster, Units units) {
        String name() {
            return "task-" + task;
        }
    }

    /**
     * What is to be done.
     *
     * @param released modules that go, first
     * @param launched modules that come, then
     */
    record Changes(List<Carrier> released, List<Carrier> launched) {}

    private final Map<Long, Carrier> now = new HashMap<>();

    /** Follows the tasks that run, and says what is to be done, in the order of their numbers. */
    Changes follow(List<Cluster> clusters) {
        Map<Long, Carrier> wanted = new HashMap<>();
        for (Cluster cluster : clusters) {
            for (ElasticTask task : cluster.running()) {
                if (!task.units().isNone()) {
                    wanted.put(task.number(), new Carrier(task.number(), cluster.number(), task.units()));
                }
            }
        }
        Changes changes = new Changes(without(now, wanted), without(wanted, now));
        now.clear();
        now.putAll(wanted);
        return changes;
    }

    private static List<Carrier> without(Map<Long, Carrier> some, Map<Long, Carrier> others) {
        List<Carrier> left = new ArrayList<>(some.values());
        left.removeIf(one -> one.equals(others.get(one.task())));
        left.sort(Comparator.comparingLong(Carrier::task));
        return left;
    }
}
