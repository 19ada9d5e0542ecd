// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a scheduler wants: at most one start per cluster, and other units for running tasks. */
public final class Plan {
    private final List<Cluster> clusters;
    /** By cluster, null where nothing is started. */
    private final ElasticTask[] starts;

    private final Units[] startUnits;
    private final List<Change> changes = new ArrayList<>();

    private record Change(ElasticTask task, Units units) {}

    Plan(List<Cluster> clusters) {
        this.clusters = clusters;
        starts = new ElasticTask[clusters.size()];
        startUnits = new Units[clusters.size()];
    }

    /**
     * Starts a pending task.
     *
     * @param cluster number of a cluster in one of whose pending slots the task is
     * @param task the task
     * @param units what it is to hold, not nothing, within the cap of its type
     * @throws IllegalArgumentException if the cluster starts another task already, the task is not pending there, or the
     *     units are nothing or above the cap
     */
    public void start(int cluster, ElasticTask task, Units units) {
        if (starts[cluster] != null || !clusters.get(cluster).isPending(task)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cluster %d cannot start %s: it starts another or the task is not pending there",
                    cluster,
                    task));
        }
        if (units.isNone() || !task.type().cap().covers(units)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "units of %s must be above nothing and within its cap %s, were %s",
                    task,
                    task.type().cap(),
                    units));
        }
        starts[cluster] = task;
        startUnits[cluster] = units;
    }

    /**
     * Returns what a cluster starts by this plan, as somebody who learns from a scheduler wants to know.
     *
     * @param cluster number
     * @return the task and its units with a score of 1; empty if the cluster starts nothing
     */
    public Optional<Proposal> started(int cluster) {
        return Optional.ofNullable(starts[cluster]).map(task -> new Proposal(cluster, task, 1, startUnits[cluster]));
    }

    /**
     * Changes what a running task holds.
     *
     * @param task a running task
     * @param units from nothing, which preempts it, up to the cap of its type
     * @throws IllegalArgumentException if the task does not run or the units are above the cap
     */
    public void resize(ElasticTask task, Units units) {
        if (task.cluster() < 0 || !task.type().cap().covers(units)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s must be running and its units within its cap %s, were %s",
                    task,
                    task.type().cap(),
                    units));
        }
        if (!units.equals(task.units())) {
            changes.add(new Change(task, units));
        }
    }

    /**
     * Carries the plan out and empties it.
     *
     * @return true if a task was started
     * @throws IllegalStateException if a task is started twice or a cluster's capacity is exceeded
     */
    boolean apply(long timestep) {
        boolean started = false;
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            clusters.get(change.task.cluster()).resize(change.task, change.units);
        }
        changes.clear();
        for (int n = 0; n < clusters.size(); n++) {
            Cluster cluster = clusters.get(n);
            ElasticTask task = starts[n];
            if (task != null) {
                starts[n] = null;
                start(cluster, task, startUnits[n], timestep);
                started = true;
            }
            if (cluster.isOverfull()) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "the plan exceeds the capacity %s of cluster %d in timestep %d",
                        cluster.capacity(),
                        cluster.number(),
                        timestep));
            }
        }
        return started;
    }

    private void start(Cluster cluster, ElasticTask task, Units units, long timestep) {
        if (task.cluster() >= 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s is started by clusters %d and %d in timestep %d",
                    task,
                    task.cluster(),
                    cluster.number(),
                    timestep));
        }
        for (int place : task.places()) {
            clusters.get(place).withdraw(task);
        }
        cluster.start(task, timestep);
        cluster.resize(task, units);
    }
}
