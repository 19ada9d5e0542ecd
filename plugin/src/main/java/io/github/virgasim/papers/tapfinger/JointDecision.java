// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import java.util.Arrays;

/** What all clusters decided in one step; arrays by cluster, but {@code permitted} by pair. */
final class JointDecision {
    /** The pair that a cluster chose, numbered through the graph, or -1 if it had none to choose from. */
    final int[] pair;
    /** Units of the chosen task; 0 GPUs if the cluster rather waits. */
    final int[] gpus;

    final int[] cpus;
    /** Whether another cluster got the task. */
    final boolean[] lost;
    /** Whether a pair could be chosen when its cluster's turn came. */
    final boolean[] permitted;
    /** Probability with which a cluster chose its pair, its logarithm, and that of the units given the pair. */
    final float[] score;

    final float[] pairLog;
    final float[] unitsLog;

    JointDecision(TaskGraph graph) {
        pair = new int[graph.clusters];
        Arrays.fill(pair, -1);
        gpus = new int[graph.clusters];
        cpus = new int[graph.clusters];
        lost = new boolean[graph.clusters];
        score = new float[graph.clusters];
        pairLog = new float[graph.clusters];
        unitsLog = new float[graph.clusters];
        permitted = graph.feasible.clone();
    }

    /** Returns the log probability of a cluster's decision, without the units if it lost (paper, equations 13 and 14). */
    float logProbability(int cluster) {
        return pairLog[cluster] + (lost[cluster] ? 0 : unitsLog[cluster]);
    }

    /** Returns the number of clusters that had something to choose from. */
    int choices() {
        int count = 0;
        for (int each : pair) {
            count += each >= 0 ? 1 : 0;
        }
        return count;
    }

    /** Tells whether a cluster starts its chosen task. */
    boolean starts(int cluster) {
        return pair[cluster] >= 0 && gpus[cluster] > 0 && !lost[cluster];
    }
}
