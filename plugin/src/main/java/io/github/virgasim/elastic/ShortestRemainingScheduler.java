// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Shortest remaining time first with elastic shares, preemptive.
 *
 * <p>The remaining time of a task is what is left of its progress over the gain it would have now, without noise, with as
 * many units as raise it: not on its cap, where some tasks are slower than with less. In this order every task gets its minimum while there is room; then, in the same order, each is given single
 * units for as long as one raises its gain, the kind that raises it most first. Candidate is the shortest pending task. A
 * cluster with n tasks of R kinds, p pending tasks and U units costs O((p + n) U R). Own combination of the rule of
 * Schrage (Operations Research 16(3), 1968) with elastic tasks.
 */
public final class ShortestRemainingScheduler extends PreemptiveScheduler {
    @Override
    ElasticTask candidate(Cluster cluster, List<ElasticTask> pending) {
        ElasticTask shortest = pending.get(0);
        double least = remaining(shortest);
        for (ElasticTask task : pending) {
            double steps = remaining(task);
            if (steps < least) {
                shortest = task;
                least = steps;
            }
        }
        return shortest;
    }

    @Override
    int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep) {
        int kinds = cluster.capacity().kinds();
        int[][] shares = new int[tasks.size()][kinds];
        double[] steps = tasks.stream()
                .mapToDouble(ShortestRemainingScheduler::remaining)
                .toArray();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> steps[i]));
        int[] free = cluster.capacity().toArray();
        for (int i : order) {
            Units minimum = tasks.get(i).type().minimum();
            if (Units.of(free).covers(minimum)) {
                shares[i] = minimum.toArray();
                for (int kind = 0; kind < kinds; kind++) {
                    free[kind] -= shares[i][kind];
                }
            }
        }
        for (int i : order) {
            if (!Units.of(shares[i]).isNone()) {
                grow(tasks.get(i), shares[i], free);
            }
        }
        return shares;
    }

    private static void grow(ElasticTask task, int[] share, int[] free) {
        TaskType type = task.type();
        double gain = type.progress().gain(Units.of(share), task.progress());
        int best;
        do {
            best = -1;
            for (int kind = 0; kind < share.length; kind++) {
                if (free[kind] > 0 && share[kind] < type.cap().get(kind)) {
                    share[kind]++;
                    double larger = type.progress().gain(Units.of(share), task.progress());
                    share[kind]--;
                    if (larger > gain) {
                        gain = larger;
                        best = kind;
                    }
                }
            }
            if (best >= 0) {
                share[best]++;
                free[best]--;
            }
        } while (best >= 0);
    }

    private static double remaining(ElasticTask task) {
        TaskType type = task.type();
        int[] share = type.minimum().toArray();
        int[] free = type.cap().toArray();
        grow(task, share, free);
        return (1 - task.progress()) / Math.max(0, type.progress().gain(Units.of(share), task.progress()));
    }
}
