// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/**
 * Shares each cluster by goodput, preemptive, in the manner of Pollux (Qiao et al., OSDI 2021) and Sia (Subramanya et al.,
 * SOSP 2023).
 *
 * <p>The speedup of a task is its gain over that under a fair share of the cluster; a change of allocation lowers it by
 * what it costs over the remaining time. The units are dealt one after another so that the sum of speedups to the power of
 * -1/2 falls most, as Sia's objective does, which spares slow tasks. The running tasks keep what they have if that is no
 * worse. The gain is the true one without noise. A cluster with n tasks and U units costs O(U n).
 */
public final class GoodputScheduler extends PreemptiveScheduler {
    private static final double POWER = -0.5;

    private final double lostByChange;

    /**
     * Makes the scheduler.
     *
     * @param setting to be scheduled
     */
    public GoodputScheduler(ElasticSetting setting) {
        lostByChange = 1 - setting.switchWeight();
    }

    @Override
    int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep) {
        double[] fair = new double[tasks.size()];
        for (int i = 0; i < fair.length; i++) {
            fair[i] = gain(
                    tasks.get(i), fairShare(cluster.capacity(), tasks.get(i).type(), fair.length));
        }
        int[][] fresh = new int[tasks.size()][];
        int[][] kept = new int[tasks.size()][];
        for (int i = 0; i < fresh.length; i++) {
            ElasticTask task = tasks.get(i);
            fresh[i] = task.type().minimum().toArray();
            boolean isKept =
                    task.cluster() >= 0 && task.units().covers(task.type().minimum());
            kept[i] = isKept ? task.units().toArray() : task.type().minimum().toArray();
        }
        deal(cluster, tasks, fair, fresh, 0);
        // Only the candidate, which is the last, may grow beside those that keep what they have.
        int candidates = tasks.isEmpty() || tasks.get(tasks.size() - 1).cluster() >= 0 ? 0 : 1;
        boolean fits = deal(cluster, tasks, fair, kept, tasks.size() - candidates);
        return fits && badness(tasks, fair, kept) <= badness(tasks, fair, fresh) ? kept : fresh;
    }

    private static int[] fairShare(Units capacity, TaskType type, int tasks) {
        int[] share = new int[capacity.kinds()];
        for (int kind = 0; kind < share.length; kind++) {
            int even = capacity.get(kind) / tasks;
            share[kind] =
                    Math.max(type.minimum().get(kind), Math.min(even, type.cap().get(kind)));
        }
        return share;
    }

    private static double gain(ElasticTask task, int[] share) {
        return Math.max(1e-9, task.type().progress().gain(Units.of(share), task.progress()));
    }

    /** Deals what is free to the tasks from a number on; returns false if the shares exceed the capacity already. */
    private boolean deal(Cluster cluster, List<ElasticTask> tasks, double[] fair, int[][] shares, int first) {
        int[] free = cluster.capacity().toArray();
        for (int[] share : shares) {
            for (int kind = 0; kind < free.length; kind++) {
                free[kind] -= share[kind];
                if (free[kind] < 0) {
                    return false;
                }
            }
        }
        int best;
        do {
            best = -1;
            int bestKind = -1;
            double largest = 0;
            for (int i = first; i < shares.length; i++) {
                ElasticTask task = tasks.get(i);
                double now = Math.pow(gain(task, shares[i]) / fair[i], POWER);
                for (int kind = 0; kind < free.length; kind++) {
                    if (free[kind] > 0 && shares[i][kind] < task.type().cap().get(kind)) {
                        shares[i][kind]++;
                        double less = now - Math.pow(gain(task, shares[i]) / fair[i], POWER);
                        shares[i][kind]--;
                        if (less > largest) {
                            largest = less;
                            best = i;
                            bestKind = kind;
                        }
                    }
                }
            }
            if (best >= 0) {
                shares[best][bestKind]++;
                free[bestKind]--;
            }
        } while (best >= 0);
        return true;
    }

    private double badness(List<ElasticTask> tasks, double[] fair, int[][] shares) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            ElasticTask task = tasks.get(i);
            Units units = Units.of(shares[i]);
            double speedup = gain(task, shares[i]) / fair[i];
            if (task.cluster() >= 0 && !units.equals(task.units())) {
                double left = RemainingTime.exact(task.type(), units, task.progress());
                speedup *= left / (left + lostByChange);
            }
            sum += Math.pow(speedup, POWER);
        }
        return sum;
    }
}
