// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A cluster with its pending slots, its queue and its running tasks; changed by the engine only. */
public final class Cluster {
    private final int number;
    private final int[] free;
    private final ElasticTask[] slots;
    private final Set<ElasticTask> queue = new LinkedHashSet<>();
    private final List<ElasticTask> running = new ArrayList<>();
    private final List<ElasticTask> runningView = Collections.unmodifiableList(running);
    private Units capacity;

    Cluster(int number, Units capacity, int pendingSlots) {
        this.number = number;
        this.capacity = capacity;
        free = capacity.toArray();
        slots = new ElasticTask[pendingSlots];
    }

    /** Copies the cluster with copies of its tasks, of which an empty slot has none. */
    Cluster copy(UnaryOperator<ElasticTask> copies) {
        Cluster copy = new Cluster(number, capacity, slots.length);
        System.arraycopy(free, 0, copy.free, 0, free.length);
        for (int slot = 0; slot < slots.length; slot++) {
            copy.slots[slot] = slots[slot] == null ? null : copies.apply(slots[slot]);
        }
        queue.forEach(task -> copy.queue.add(copies.apply(task)));
        running.forEach(task -> copy.running.add(copies.apply(task)));
        return copy;
    }

    /**
     * Returns the cluster's number.
     *
     * @return from 0
     */
    public int number() {
        return number;
    }

    /**
     * Returns what the cluster has.
     *
     * @return units; none once the cluster is lost
     */
    public Units capacity() {
        return capacity;
    }

    /**
     * Returns what no task holds.
     *
     * @return units
     */
    public Units free() {
        return Units.of(free);
    }

    /**
     * Returns what tasks hold of one kind.
     *
     * @param kind of resource, from 0
     * @return units
     */
    public int used(int kind) {
        return capacity.get(kind) - free[kind];
    }

    /**
     * Returns the tasks that may be started.
     *
     * @return a copy, in the order of the slots
     */
    public List<ElasticTask> pending() {
        List<ElasticTask> tasks = new ArrayList<>(slots.length);
        for (ElasticTask task : slots) {
            if (task != null) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    /**
     * Returns how many tasks wait for a slot.
     *
     * @return from 0
     */
    public int queueLength() {
        return queue.size();
    }

    /**
     * Returns the running tasks, preempted ones included.
     *
     * @return a live view in the order of their starts
     */
    public List<ElasticTask> running() {
        return runningView;
    }

    boolean isPending(ElasticTask task) {
        return slotOf(task) >= 0;
    }

    void offer(ElasticTask task) {
        int slot = slotOf(null);
        if (slot >= 0) {
            slots[slot] = task;
        } else {
            queue.add(task);
        }
    }

    void withdraw(ElasticTask task) {
        int slot = slotOf(task);
        if (slot >= 0) {
            slots[slot] = null;
        } else {
            queue.remove(task);
        }
    }

    void refill() {
        Iterator<ElasticTask> waiting = queue.iterator();
        for (int slot = slotOf(null); slot >= 0 && waiting.hasNext(); slot = slotOf(null)) {
            slots[slot] = waiting.next();
            waiting.remove();
        }
    }

    void start(ElasticTask task, long timestep) {
        task.start(number, timestep);
        running.add(task);
    }

    /** Gives a running task other units; what is free may be negative until all changes of a plan are made. */
    void resize(ElasticTask task, Units units) {
        for (int kind = 0; kind < free.length; kind++) {
            free[kind] += task.units().get(kind) - units.get(kind);
        }
        task.hold(units);
    }

    boolean isOverfull() {
        return Arrays.stream(free).anyMatch(amount -> amount < 0);
    }

    /** Removes the complete tasks, whose units become free. */
    void removeComplete() {
        running.removeIf(task -> {
            if (!task.isComplete()) {
                return false;
            }
            for (int kind = 0; kind < free.length; kind++) {
                free[kind] += task.units().get(kind);
            }
            return true;
        });
    }

    /** Takes all units and tasks away; returns the tasks. */
    List<ElasticTask> lose() {
        List<ElasticTask> tasks = new ArrayList<>(running);
        tasks.addAll(pending());
        tasks.addAll(queue);
        running.clear();
        Arrays.fill(slots, null);
        queue.clear();
        Arrays.fill(free, 0);
        capacity = Units.none(capacity.kinds());
        return tasks;
    }

    private int slotOf(ElasticTask task) {
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] == task) {
                return slot;
            }
        }
        return -1;
    }
}
