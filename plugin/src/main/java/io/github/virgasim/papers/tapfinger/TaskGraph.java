// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What TapFinger sees before a decision, as a graph of clusters, pending tasks and running tasks (paper section 4.2).
 *
 * <p>A task that is pending in several clusters is one node. A pair is a pending task in one of its clusters; pairs are
 * ordered by cluster, then by slot. To the paper's features come the counts that the mean of an attention cannot show
 * (pending and running tasks of a cluster, eligible clusters of a task), the clusters' sizes and how long a task has
 * waited.
 */
final class TaskGraph {
    static final int CLUSTER_FEATURES = 7;
    /** Besides one for each type. */
    static final int PENDING_FEATURES = 4;

    /** Besides one for each type. */
    static final int RUNNING_FEATURES = 3;

    /** Units, tasks and timesteps are divided by these, so that features are about 1. */
    private static final float UNITS = 16;

    private static final float COUNT = 10;
    private static final float TIME = 10;
    private static final long LONGEST = 50;

    final int clusters;
    final int[] pairsOf;
    final int[] runningOf;
    /** Clusters x features; pending tasks x features; running tasks, by cluster, x features. */
    final float[] clusterFeatures;

    final float[] pendingFeatures;
    final float[] runningFeatures;
    /** Pending tasks without repetition. */
    final List<ElasticTask> pending;
    /** Of each cluster. */
    final Units[] free;
    /** For each pair the number of its task among the pending ones, and whether its minimum is free in the cluster. */
    final int[] pairTask;

    final boolean[] feasible;
    private final int running;

    private TaskGraph(ElasticView view, int types) {
        List<Cluster> all = view.clusters();
        clusters = all.size();
        pairsOf = new int[clusters];
        runningOf = new int[clusters];
        free = new Units[clusters];
        pending = new ArrayList<>();
        List<List<ElasticTask>> slots = new ArrayList<>();
        int runningTasks = 0;
        for (Cluster cluster : all) {
            int n = cluster.number();
            slots.add(cluster.pending());
            pairsOf[n] = slots.get(n).size();
            runningOf[n] = cluster.running().size();
            free[n] = cluster.free();
            runningTasks += runningOf[n];
        }
        running = runningTasks;
        int pairs = slots.stream().mapToInt(List::size).sum();
        pairTask = new int[pairs];
        feasible = new boolean[pairs];
        pair(slots);
        clusterFeatures = new float[clusters * CLUSTER_FEATURES];
        pendingFeatures = new float[pending.size() * (PENDING_FEATURES + types)];
        runningFeatures = new float[running * (RUNNING_FEATURES + types)];
        describe(view, types);
    }

    /**
     * Reads a graph.
     *
     * @param view the clusters as they are
     * @param types number of task types
     * @return does not change with the clusters
     */
    static TaskGraph of(ElasticView view, int types) {
        return new TaskGraph(view, types);
    }

    private void pair(List<List<ElasticTask>> slots) {
        Map<ElasticTask, Integer> numbers = new HashMap<>();
        int pair = 0;
        for (int n = 0; n < clusters; n++) {
            for (ElasticTask task : slots.get(n)) {
                Integer number = numbers.get(task);
                if (number == null) {
                    number = pending.size();
                    numbers.put(task, number);
                    pending.add(task);
                }
                pairTask[pair] = number;
                feasible[pair] = free[n].covers(task.type().minimum());
                pair++;
            }
        }
    }

    private void describe(ElasticView view, int types) {
        int at = 0;
        for (Cluster cluster : view.clusters()) {
            int n = cluster.number();
            for (int kind = 0; kind < 2; kind++) {
                clusterFeatures[at++] = free[n].get(kind) / UNITS;
                clusterFeatures[at++] = cluster.capacity().get(kind) / UNITS;
            }
            clusterFeatures[at++] = cluster.queueLength() / COUNT;
            clusterFeatures[at++] = pairsOf[n] / COUNT;
            clusterFeatures[at++] = runningOf[n] / COUNT;
        }
        at = 0;
        for (ElasticTask task : pending) {
            Units minimum = task.type().minimum();
            pendingFeatures[at++] = minimum.get(0) / UNITS;
            pendingFeatures[at++] = minimum.get(1) / UNITS;
            pendingFeatures[at++] = Math.min(LONGEST, view.timestep() - task.arrival()) / TIME;
            pendingFeatures[at++] = (float) task.eligible().size() / clusters;
            pendingFeatures[at + task.typeNumber()] = 1;
            at += types;
        }
        at = 0;
        for (Cluster cluster : view.clusters()) {
            for (ElasticTask task : cluster.running()) {
                runningFeatures[at++] = task.units().get(0) / UNITS;
                runningFeatures[at++] = task.units().get(1) / UNITS;
                runningFeatures[at++] = Math.min(LONGEST, view.timestep() - task.start()) / TIME;
                runningFeatures[at + task.typeNumber()] = 1;
                at += types;
            }
        }
    }

    int pairs() {
        return pairTask.length;
    }

    int running() {
        return running;
    }

    /** Returns the first pair of a cluster. */
    int firstPair(int cluster) {
        int first = 0;
        for (int n = 0; n < cluster; n++) {
            first += pairsOf[n];
        }
        return first;
    }

    ElasticTask task(int pair) {
        return pending.get(pairTask[pair]);
    }

    /** Tells whether some cluster could start a task. */
    boolean isOpen() {
        for (boolean each : feasible) {
            if (each) {
                return true;
            }
        }
        return false;
    }
}
