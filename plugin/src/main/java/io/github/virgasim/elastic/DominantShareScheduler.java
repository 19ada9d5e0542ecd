// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/**
 * Dominant resource fairness by progressive filling (Ghodsi et al., NSDI 2011, algorithm 1), preemptive.
 *
 * <p>The demand of a task is its type's minimum. The task with the smallest dominant share, the largest of its shares of
 * the cluster's resources, is given its demand once more, until nobody's demand fits what is free and its cap; the first
 * of equal shares goes first. A cluster with n tasks of R kinds and U units costs O(U n R).
 */
public final class DominantShareScheduler extends PreemptiveScheduler {
    @Override
    int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep) {
        Units capacity = cluster.capacity();
        int[][] shares = new int[tasks.size()][capacity.kinds()];
        int[] free = capacity.toArray();
        for (int next = next(capacity, tasks, shares, free); next >= 0; next = next(capacity, tasks, shares, free)) {
            Units demand = tasks.get(next).type().minimum();
            for (int kind = 0; kind < free.length; kind++) {
                shares[next][kind] += demand.get(kind);
                free[kind] -= demand.get(kind);
            }
        }
        return shares;
    }

    private static int next(Units capacity, List<ElasticTask> tasks, int[][] shares, int[] free) {
        int next = -1;
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < shares.length; i++) {
            double dominant = dominant(shares[i], capacity);
            if (dominant < smallest && mayGrow(tasks.get(i).type(), shares[i], free)) {
                next = i;
                smallest = dominant;
            }
        }
        return next;
    }

    private static double dominant(int[] share, Units capacity) {
        double dominant = 0;
        for (int kind = 0; kind < share.length; kind++) {
            if (share[kind] > 0) {
                dominant = Math.max(dominant, (double) share[kind] / capacity.get(kind));
            }
        }
        return dominant;
    }

    private static boolean mayGrow(TaskType type, int[] share, int[] free) {
        for (int kind = 0; kind < share.length; kind++) {
            int more = type.minimum().get(kind);
            if (more > free[kind] || share[kind] + more > type.cap().get(kind)) {
                return false;
            }
        }
        return true;
    }
}
