// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the clusters would like to start in one decision, at most one task each; kept by the {@link Coordinator}. */
public final class Proposals {
    /** By cluster, null where there is none. */
    private final ElasticTask[] tasks;

    private final double[] scores;
    private final Units[] units;

    Proposals(int clusters) {
        tasks = new ElasticTask[clusters];
        scores = new double[clusters];
        units = new Units[clusters];
    }

    /**
     * Proposes a task to start, in place of what the cluster may have proposed in this decision before.
     *
     * @param cluster number of the cluster
     * @param task one of its pending tasks
     * @param score probability with which the cluster chose the task, above 0, at most 1
     * @param held what the task would hold there; nothing if it cannot be started now
     * @throws IllegalArgumentException if the score is no probability
     * @throws IndexOutOfBoundsException if there is no such cluster
     */
    public void put(int cluster, ElasticTask task, double score, Units held) {
        Proposal.check(task, score, held);
        Objects.checkIndex(cluster, tasks.length);
        tasks[cluster] = task;
        scores[cluster] = score;
        units[cluster] = held;
    }

    /** Forgets all proposals. */
    void clear() {
        Arrays.fill(tasks, null);
    }

    int clusters() {
        return tasks.length;
    }

    /** Returns the task that a cluster proposes, null if there is none. */
    ElasticTask task(int cluster) {
        return tasks[cluster];
    }

    Units units(int cluster) {
        return units[cluster];
    }

    /** Tells whether a later cluster proposes the same task. */
    boolean hasLaterRival(int cluster) {
        for (int n = cluster + 1; n < tasks.length; n++) {
            if (tasks[n] == tasks[cluster]) {
                return true;
            }
        }
        return false;
    }

    /** Takes the proposals of the same task by later clusters out. */
    void dropLaterRivals(int cluster) {
        for (int n = cluster + 1; n < tasks.length; n++) {
            if (tasks[n] == tasks[cluster]) {
                tasks[n] = null;
            }
        }
    }

    /** Takes all proposals of the task that a cluster proposes out, in the order of the clusters. */
    List<Proposal> takeRivals(int first) {
        ElasticTask task = tasks[first];
        List<Proposal> rivals = new ArrayList<>();
        for (int n = first; n < tasks.length; n++) {
            if (tasks[n] == task) {
                rivals.add(new Proposal(n, task, scores[n], units[n]));
                tasks[n] = null;
            }
        }
        return rivals;
    }
}
