// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scheduler that decides about a task once, when it starts: what runs keeps what it has.
 *
 * <p>Clusters are visited in descending order, as in TapFinger's runs with containers. A task that one cluster chose is not
 * for the others, even if the cluster then has no room for it.
 */
abstract class NonPreemptiveScheduler implements ElasticScheduler {
    @Override
    public final void decide(ElasticView view, Plan plan) {
        Set<ElasticTask> taken = new HashSet<>();
        List<Cluster> clusters = view.clusters();
        for (int number = clusters.size() - 1; number >= 0; number--) {
            Cluster cluster = clusters.get(number);
            List<ElasticTask> pending = cluster.pending();
            if (pending.stream().allMatch(taken::contains)) {
                continue;
            }
            Proposal choice = choose(cluster, pending, taken);
            taken.add(choice.task());
            if (choice.units().covers(choice.task().type().minimum())) {
                plan.start(number, choice.task(), choice.units());
            }
        }
    }

    /**
     * Chooses a task and what it would hold.
     *
     * @param cluster to be decided for
     * @param pending its pending tasks by slot
     * @param taken tasks that others chose; at least one of the pending tasks is none of them
     * @return the choice, within what is free and within the cap; it is not started if that is less than the minimum
     */
    abstract Proposal choose(Cluster cluster, List<ElasticTask> pending, Set<ElasticTask> taken);

    /** Limits units to what is free in a cluster and to the cap of a task. */
    static Units limited(int[] units, Cluster cluster, ElasticTask task) {
        Units free = cluster.free();
        Units cap = task.type().cap();
        int[] limited = units.clone();
        for (int kind = 0; kind < limited.length; kind++) {
            limited[kind] = Math.min(limited[kind], Math.min(free.get(kind), cap.get(kind)));
        }
        return Units.of(limited);
    }
}
