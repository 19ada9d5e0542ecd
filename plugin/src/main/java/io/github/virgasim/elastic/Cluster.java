// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** A cluster with its pending slots, its queue and its running tasks; changed by the engine only. */
public final class Cluster {
    /** How many that are passed over a queue may hold beside those that wait, and as many as those. */
    private static final int MOST_STARTED = 64;

    private final int number;
    private final int[] free;
    private final ElasticTask[] slots;
    /** Tasks that wait for a slot, and some that have been started elsewhere meanwhile, which are passed over. */
    private final Deque<ElasticTask> queue = new ArrayDeque<>();

    private final Running running = new Running();
    private Units capacity;
    private int empty;
    private int queued;
    /** What is free, or null if that has changed since somebody asked. */
    private Units freeUnits;

    Cluster(int number, Units capacity, int pendingSlots) {
        this.number = number;
        this.capacity = capacity;
        free = capacity.toArray();
        slots = new ElasticTask[pendingSlots];
        empty = pendingSlots;
    }

    /** Copies the cluster with copies of its tasks, of which an empty slot has none. */
    Cluster copy(UnaryOperator<ElasticTask> copies) {
        Cluster copy = new Cluster(number, capacity, slots.length);
        System.arraycopy(free, 0, copy.free, 0, free.length);
        for (int slot = 0; slot < slots.length; slot++) {
            copy.slots[slot] = slots[slot] == null ? null : copies.apply(slots[slot]);
        }
        copy.empty = empty;
        forgetStarted();
        queue.forEach(task -> copy.queue.add(copies.apply(task)));
        copy.queued = queued;
        running.forEach(task -> copy.running.append(copies.apply(task)));
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
        if (freeUnits == null) {
            freeUnits = Units.of(free);
        }
        return freeUnits;
    }

    /**
     * Tells whether no task holds so much that less than this is left.
     *
     * @param units wanted
     * @return true if {@link #free} covers them
     */
    public boolean hasFree(Units units) {
        for (int kind = 0; kind < free.length; kind++) {
            if (free[kind] < units.get(kind)) {
                return false;
            }
        }
        return true;
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

    /** Returns how many tasks may be started. */
    int pendingCount() {
        return slots.length - empty;
    }

    /** Returns one of the tasks that may be started, by its number in the order of the slots. */
    ElasticTask pending(int number) {
        if (empty == 0) {
            return slots[number];
        }
        int slot = -1;
        for (int left = number; left >= 0; left--) {
            do {
                slot++;
            } while (slots[slot] == null);
        }
        return slots[slot];
    }

    /**
     * Returns how many tasks wait for a slot.
     *
     * @return from 0
     */
    public int queueLength() {
        return queued;
    }

    /**
     * Returns the running tasks, preempted ones included.
     *
     * @return a live view in the order of their starts
     */
    public List<ElasticTask> running() {
        return running;
    }

    /** Returns how many tasks run. */
    int runningCount() {
        return running.count;
    }

    /** Returns a running task by its number in the order of their starts. */
    ElasticTask running(int number) {
        return running.tasks[number];
    }

    boolean isPending(ElasticTask task) {
        return slotOf(task) >= 0;
    }

    void offer(ElasticTask task) {
        if (empty > 0) {
            slots[slotOf(null)] = task;
            empty--;
        } else {
            queue.add(task);
            queued++;
        }
    }

    /** Takes back a task that is about to be started. */
    void withdraw(ElasticTask task) {
        int slot = slotOf(task);
        if (slot >= 0) {
            slots[slot] = null;
            empty++;
        } else {
            queued--;
            if (queue.size() > 2 * queued + MOST_STARTED) {
                forgetStarted();
            }
        }
    }

    /** Clears the queue of tasks that have been started elsewhere. */
    void forgetStarted() {
        queue.removeIf(task -> task.cluster() >= 0);
    }

    void refill() {
        while (empty > 0 && queued > 0) {
            slots[slotOf(null)] = nextQueued();
            empty--;
        }
    }

    private ElasticTask nextQueued() {
        ElasticTask task = queue.remove();
        while (task.cluster() >= 0) {
            task = queue.remove();
        }
        queued--;
        return task;
    }

    void start(ElasticTask task, long timestep) {
        task.start(number, timestep);
        running.append(task);
    }

    /** Gives a running task other units; what is free may be negative until all changes of a plan are made. */
    void resize(ElasticTask task, Units units) {
        for (int kind = 0; kind < free.length; kind++) {
            free[kind] += task.units().get(kind) - units.get(kind);
        }
        freeUnits = null;
        task.hold(units);
    }

    boolean isOverfull() {
        for (int amount : free) {
            if (amount < 0) {
                return true;
            }
        }
        return false;
    }

    /** Removes a complete task by its number in the order of starts; its units become free. */
    void removeRunning(int number) {
        ElasticTask task = running.cut(number);
        for (int kind = 0; kind < free.length; kind++) {
            free[kind] += task.units().get(kind);
        }
        freeUnits = null;
    }

    /** Takes all units and tasks away; returns the tasks. */
    List<ElasticTask> lose() {
        List<ElasticTask> tasks = new ArrayList<>(running);
        tasks.addAll(pending());
        forgetStarted();
        tasks.addAll(queue);
        running.empty();
        Arrays.fill(slots, null);
        empty = slots.length;
        queue.clear();
        queued = 0;
        Arrays.fill(free, 0);
        freeUnits = null;
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
