// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Edges;
import io.github.virgasim.learn.graph.Segments;
import java.util.Arrays;
import java.util.List;

/** Many graphs side by side as one, with the edges of each relation; grows and can be filled again. */
final class GraphBatch {
    /** The four kinds of nodes; there is one shortcut for each graph. */
    enum Node {
        CLUSTER,
        PENDING,
        RUNNING,
        SHORTCUT
    }

    /** The relations by which nodes attend to others. */
    enum Relation {
        PENDING_TO_CLUSTER(Node.PENDING, Node.CLUSTER),
        RUNNING_TO_CLUSTER(Node.RUNNING, Node.CLUSTER),
        SHORTCUT_TO_CLUSTER(Node.SHORTCUT, Node.CLUSTER),
        CLUSTER_TO_PENDING(Node.CLUSTER, Node.PENDING),
        CLUSTER_TO_RUNNING(Node.CLUSTER, Node.RUNNING),
        CLUSTER_TO_SHORTCUT(Node.CLUSTER, Node.SHORTCUT);

        final Node source;
        final Node target;

        Relation(Node source, Node target) {
            this.source = source;
            this.target = target;
        }
    }

    private final int types;
    private final float[][] features = {new float[64], new float[64], new float[64], new float[8]};
    private final int[] counts = new int[Node.values().length];
    private final Edges[] edges = new Edges[Relation.values().length];
    /** For each pair its pending node, and its cluster node. */
    int[] pairTask = new int[16];

    int[] pairCluster = new int[16];
    /** The pairs of each cluster, and the clusters of each graph. */
    final Segments pairs = new Segments();

    final Segments clusters = new Segments();

    GraphBatch(int types) {
        this.types = types;
        for (int i = 0; i < edges.length; i++) {
            edges[i] = new Edges();
        }
    }

    /** Fills the batch. */
    void fill(List<TaskGraph> graphs) {
        Arrays.fill(counts, 0);
        pairs.clear();
        clusters.clear();
        for (Edges each : edges) {
            each.clear();
        }
        for (TaskGraph graph : graphs) {
            add(graph);
        }
        // A shortcut begins as 0 (paper, equation 9).
        features[Node.SHORTCUT.ordinal()] = new float[Math.max(1, graphs.size())];
        counts[Node.SHORTCUT.ordinal()] = graphs.size();
    }

    private void add(TaskGraph graph) {
        int firstPair = pairs.rows();
        int firstCluster = counts[0];
        int firstPending = counts[1];
        int firstRunning = counts[2];
        int shortcut = clusters.count();
        pairTask = grown(pairTask, firstPair + graph.pairs());
        pairCluster = grown(pairCluster, firstPair + graph.pairs());
        int pair = 0;
        int running = 0;
        for (int n = 0; n < graph.clusters; n++) {
            Edges fromPending = edges(Relation.PENDING_TO_CLUSTER);
            fromPending.addTarget(graph.pairsOf[n]);
            pairs.add(graph.pairsOf[n]);
            for (int i = 0; i < graph.pairsOf[n]; i++, pair++) {
                pairTask[firstPair + pair] = firstPending + graph.pairTask[pair];
                pairCluster[firstPair + pair] = firstCluster + n;
                fromPending.setSource(firstPair + pair, firstPending + graph.pairTask[pair]);
            }
            Edges fromRunning = edges(Relation.RUNNING_TO_CLUSTER);
            fromRunning.addTarget(graph.runningOf[n]);
            for (int i = 0; i < graph.runningOf[n]; i++, running++) {
                fromRunning.setSource(firstRunning + running, firstRunning + running);
                one(Relation.CLUSTER_TO_RUNNING, firstCluster + n);
            }
            one(Relation.SHORTCUT_TO_CLUSTER, shortcut);
        }
        addTasksClusters(graph, firstCluster);
        Edges toShortcut = edges(Relation.CLUSTER_TO_SHORTCUT);
        toShortcut.addTarget(graph.clusters);
        for (int n = 0; n < graph.clusters; n++) {
            toShortcut.setSource(firstCluster + n, firstCluster + n);
        }
        clusters.add(graph.clusters);
        append(Node.CLUSTER, graph.clusterFeatures, graph.clusters);
        append(Node.PENDING, graph.pendingFeatures, graph.pending.size());
        append(Node.RUNNING, graph.runningFeatures, graph.running());
    }

    /** Adds the edges from the clusters of each pending task to it. */
    private void addTasksClusters(TaskGraph graph, int firstCluster) {
        int[] degree = new int[graph.pending.size()];
        for (int task : graph.pairTask) {
            degree[task]++;
        }
        Edges toPending = edges(Relation.CLUSTER_TO_PENDING);
        int[] next = new int[degree.length];
        for (int task = 0; task < degree.length; task++) {
            next[task] = toPending.targets().rows();
            toPending.addTarget(degree[task]);
        }
        int pair = 0;
        for (int n = 0; n < graph.clusters; n++) {
            for (int i = 0; i < graph.pairsOf[n]; i++, pair++) {
                toPending.setSource(next[graph.pairTask[pair]]++, firstCluster + n);
            }
        }
    }

    private void one(Relation relation, int source) {
        Edges to = edges(relation);
        to.addTarget(1);
        to.setSource(to.targets().rows() - 1, source);
    }

    private void append(Node node, float[] added, int count) {
        int i = node.ordinal();
        int from = counts[i] * width(node);
        if (features[i].length < from + added.length) {
            features[i] = Arrays.copyOf(features[i], Math.max(from + added.length, 2 * features[i].length));
        }
        System.arraycopy(added, 0, features[i], from, added.length);
        counts[i] += count;
    }

    private static int[] grown(int[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }

    /** Returns the number of a node's features. */
    int width(Node node) {
        return width(node, types);
    }

    static int width(Node node, int types) {
        return switch (node) {
            case CLUSTER -> TaskGraph.CLUSTER_FEATURES;
            case PENDING -> TaskGraph.PENDING_FEATURES + types;
            case RUNNING -> TaskGraph.RUNNING_FEATURES + types;
            case SHORTCUT -> 1;
        };
    }

    int count(Node node) {
        return counts[node.ordinal()];
    }

    float[] features(Node node) {
        return features[node.ordinal()];
    }

    Edges edges(Relation relation) {
        return edges[relation.ordinal()];
    }
}
