// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.util.List;

/**
 * Which instances are in GPU memory. Memory is taken when loading begins and given back when an evicted instance has
 * nothing left to do, so that it is never taken twice.
 */
final class Residency {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final InstanceRules rules;
    private final Calendar calendar;
    private final double[] needed;
    private final int[] workerOf;
    private final double[] capacity;
    private final double[] used;
    /** From when on an instance can work; infinity if it is not in memory. */
    private final double[] ready;

    private final boolean[] leaving;

    Residency(List<Instance> instances, List<Worker> workers, InstanceRules rules, Calendar calendar) {
        this.rules = rules;
        this.calendar = calendar;
        needed = instances.stream().mapToDouble(i -> i.variant().gpuMemoryMib()).toArray();
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        capacity = workers.stream().mapToDouble(Worker::gpuMemoryMib).toArray();
        used = new double[capacity.length];
        ready = new double[needed.length];
        leaving = new boolean[needed.length];
        for (Instance instance : instances) {
            if (instance.loaded()) {
                used[instance.workerIndex()] += instance.variant().gpuMemoryMib();
            } else {
                ready[instance.index()] = NEVER;
            }
        }
    }

    /** Tells whether new queries may be sent to an instance. */
    boolean accepts(int instance, double now) {
        return ready[instance] <= now && !leaving[instance];
    }

    /** Tells whether an instance is in memory and can work. */
    boolean isReady(int instance, double now) {
        return ready[instance] <= now;
    }

    /** Tells whether an instance takes memory and is to stay: it works, or is being loaded. */
    boolean stays(int instance) {
        return ready[instance] != NEVER && !leaving[instance];
    }

    double memoryFree(int worker) {
        return capacity[worker] - used[worker];
    }

    /** Begins to load an instance; does nothing and returns false if it is in memory already or does not fit. */
    boolean load(int instance, double now) {
        int worker = workerOf[instance];
        if (ready[instance] != NEVER || used[worker] + needed[instance] > capacity[worker]) {
            return false;
        }
        used[worker] += needed[instance];
        start(instance, now);
        return true;
    }

    private void start(int instance, double now) {
        ready[instance] = now + rules.coldStart(needed[instance]);
        if (ready[instance] > now) {
            calendar.add(ready[instance], Event.of(Event.LOADED, instance));
        }
    }

    /** Sends no more queries to an instance; {@link #leave} takes it out of memory. */
    void evict(int instance) {
        leaving[instance] = ready[instance] != NEVER;
    }

    /** Tells whether an instance is to leave as soon as it has nothing left to do. */
    boolean isLeaving(int instance) {
        return leaving[instance];
    }

    /** Takes an instance out of memory that is to leave. */
    void leave(int instance) {
        leaving[instance] = false;
        ready[instance] = NEVER;
        used[workerOf[instance]] -= needed[instance];
    }

    /** After a failure, what was in memory is loaded again. */
    void restart(int worker, double now) {
        for (int instance = 0; instance < ready.length; instance++) {
            if (workerOf[instance] == worker && ready[instance] != NEVER) {
                start(instance, now);
            }
        }
    }
}
