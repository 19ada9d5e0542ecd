// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scheduler that shares each cluster anew between its running tasks and one candidate for a start.
 *
 * <p>Clusters are visited in ascending order. A cluster has a candidate only while the minimums of all its running tasks
 * and of the candidate fit its capacity together; no task is the candidate of two clusters.
 */
abstract class PreemptiveScheduler implements ElasticScheduler {
    @Override
    public final void decide(ElasticView view, Plan plan) {
        Set<ElasticTask> taken = new HashSet<>();
        for (Cluster cluster : view.clusters()) {
            List<ElasticTask> tasks = new ArrayList<>(cluster.running());
            List<ElasticTask> pending = cluster.pending();
            pending.removeAll(taken);
            ElasticTask candidate = pending.isEmpty() ? null : candidate(cluster, pending);
            if (candidate != null && fits(cluster, candidate)) {
                taken.add(candidate);
                tasks.add(candidate);
            }
            int[][] shares = share(cluster, tasks, view.timestep());
            for (int i = 0; i < tasks.size(); i++) {
                Units units = Units.of(shares[i]);
                if (tasks.get(i).cluster() >= 0) {
                    plan.resize(tasks.get(i), units);
                } else if (!units.isNone()) {
                    plan.start(cluster.number(), tasks.get(i), units);
                }
            }
        }
    }

    /** Chooses from the pending tasks; the first, unless a subclass knows better. */
    ElasticTask candidate(Cluster cluster, List<ElasticTask> pending) {
        return pending.get(0);
    }

    /**
     * Shares a cluster.
     *
     * @param cluster whose whole capacity is to be shared
     * @param tasks its running tasks in the order of their starts, then the candidate if there is one
     * @param timestep now
     * @return units per task and kind, within the capacity and the caps
     */
    abstract int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep);

    private static boolean fits(Cluster cluster, ElasticTask candidate) {
        for (int kind = 0; kind < cluster.capacity().kinds(); kind++) {
            long needed = candidate.type().minimum().get(kind);
            for (ElasticTask task : cluster.running()) {
                needed += task.type().minimum().get(kind);
            }
            if (needed > cluster.capacity().get(kind)) {
                return false;
            }
        }
        return true;
    }
}
