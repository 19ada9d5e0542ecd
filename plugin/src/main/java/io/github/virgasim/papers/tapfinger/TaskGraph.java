// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.GraphObservation;
import io.github.virgasim.learn.GraphSpec;
import io.github.virgasim.learn.GraphSpec.NodeType;
import io.github.virgasim.learn.GraphSpec.Relation;
import io.github.virgasim.learn.ObservationSpec;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Names the types of nodes, their features and the relations of {@link #observation}. */
    static GraphSpec spec(List<TaskType> types) {
        List<String> task = types.stream().map(type -> "is " + type.name()).toList();
        return new GraphSpec(
                List.of(
                        node(
                                "cluster",
                                List.of(
                                        "free CPUs / 16",
                                        "CPUs / 16",
                                        "free GPUs / 16",
                                        "GPUs / 16",
                                        "queued tasks / 10",
                                        "pending tasks / 10",
                                        "running tasks / 10"),
                                List.of()),
                        node(
                                "pending",
                                List.of(
                                        "minimum CPUs / 16",
                                        "minimum GPUs / 16",
                                        "timesteps since arrival / 10",
                                        "share of clusters eligible"),
                                task),
                        node("running", List.of("CPUs / 16", "GPUs / 16", "timesteps since start / 10"), task)),
                List.of(new Relation("pending in", 1, 0), new Relation("running in", 2, 0)),
                1);
    }

    private static NodeType node(String name, List<String> features, List<String> more) {
        List<String> all = new ArrayList<>(features);
        all.addAll(more);
        return new NodeType(name, new ObservationSpec(all));
    }

    /** Returns the graph as learners of any kind take it; the candidates of a cluster are its pairs. */
    GraphObservation observation(GraphSpec spec) {
        int[] pairCluster = new int[pairs()];
        int[] runningCluster = new int[running];
        int[] runningTask = new int[running];
        int[][] candidates = new int[clusters][];
        int pair = 0;
        int task = 0;
        for (int n = 0; n < clusters; n++) {
            candidates[n] = Arrays.copyOfRange(pairTask, pair, pair + pairsOf[n]);
            Arrays.fill(pairCluster, pair, pair + pairsOf[n], n);
            Arrays.fill(runningCluster, task, task + runningOf[n], n);
            pair += pairsOf[n];
            task += runningOf[n];
        }
        Arrays.setAll(runningTask, i -> i);
        return new GraphObservation(
                spec,
                new float[][] {clusterFeatures, pendingFeatures, runningFeatures},
                new int[][] {pairTask, runningTask},
                new int[][] {pairCluster, runningCluster},
                candidates);
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
