// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;

/**
 * The instances as queueing stations: a first-come-first-served queue and {@code replicas} servers each, a free server
 * taking up to {@code maxBatch} waiting queries at once. Instances on one worker do not slow each other here; admission
 * keeps the sum of their shares within the worker's limit.
 */
final class Servers {
    /** Event codes: the end of a batch comes before an arrival at the same time. */
    static final int ARRIVAL = 1 << 30;

    private final Queries queries;
    private final Calendar calendar;
    private final SharedStateContinuousSampler factors;
    private final double[] sizes;
    private final double[] intercept;
    private final double[] slope;
    private final int[] replicas;
    private final int[] maxBatch;
    private final int[] workerOf;
    private final int[] busy;
    private final int[][] queue;
    private final int[] head;
    private final int[] waiting;
    /** Batches in service: the slots of their first queries, for each instance. */
    private final int[][] running;

    private final boolean[] up;
    private final double[] active;
    private final double[] busyTime;
    private final double[] since;

    Servers(
            List<Instance> instances,
            int workers,
            List<StreamClass> classes,
            Queries queries,
            Calendar calendar,
            SharedStateContinuousSampler factors) {
        this.queries = queries;
        this.calendar = calendar;
        this.factors = factors;
        sizes = classes.stream().mapToDouble(StreamClass::size).toArray();
        intercept = instances.stream().mapToDouble(i -> i.variant().intercept()).toArray();
        slope = instances.stream().mapToDouble(i -> i.variant().slope()).toArray();
        replicas = instances.stream().mapToInt(i -> i.variant().replicas()).toArray();
        maxBatch = instances.stream().mapToInt(i -> i.variant().maxBatch()).toArray();
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        busy = new int[replicas.length];
        queue = new int[replicas.length][8];
        head = new int[replicas.length];
        waiting = new int[replicas.length];
        running = new int[replicas.length][];
        Arrays.setAll(running, i -> new int[replicas[i]]);
        up = new boolean[workers];
        Arrays.fill(up, true);
        active = new double[workers];
        busyTime = new double[workers];
        since = new double[workers];
    }

    boolean isUp(int worker) {
        return up[worker];
    }

    /** A query reaches its instance, whose worker is up. */
    void arrive(int query, double now) {
        int instance = queries.instance[query];
        if (busy[instance] < replicas[instance]) {
            start(instance, query, sizes[queries.streamClass[query]], now);
        } else {
            push(instance, query);
        }
    }

    /** A batch ends; its server takes the next one, if there is any. */
    void complete(int first, double now) {
        int instance = queries.instance[first];
        int[] batches = running[instance];
        int place = 0;
        while (batches[place] != first) {
            place++;
        }
        batches[place] = batches[--busy[instance]];
        account(workerOf[instance], -1.0 / replicas[instance], now);
        if (waiting[instance] > 0) {
            startNext(instance, now);
        }
    }

    private void startNext(int instance, double now) {
        int first = pull(instance);
        int last = first;
        double size = sizes[queries.streamClass[first]];
        for (int n = 1; n < maxBatch[instance] && waiting[instance] > 0; n++) {
            int query = pull(instance);
            queries.next[last] = query;
            size += sizes[queries.streamClass[query]];
            last = query;
        }
        start(instance, first, size, now);
    }

    private void start(int instance, int first, double size, double now) {
        double time = intercept[instance] + slope[instance] * size;
        if (factors != null) {
            time *= factors.sample();
        }
        running[instance][busy[instance]++] = first;
        account(workerOf[instance], 1.0 / replicas[instance], now);
        calendar.add(now + time, first);
    }

    private void push(int instance, int query) {
        int[] ring = queue[instance];
        if (waiting[instance] == ring.length) {
            int[] larger = new int[2 * ring.length];
            for (int i = 0; i < ring.length; i++) {
                larger[i] = ring[(head[instance] + i) & (ring.length - 1)];
            }
            queue[instance] = larger;
            head[instance] = 0;
            ring = larger;
        }
        ring[(head[instance] + waiting[instance]++) & (ring.length - 1)] = query;
    }

    private int pull(int instance) {
        int[] ring = queue[instance];
        int query = ring[head[instance]];
        head[instance] = (head[instance] + 1) & (ring.length - 1);
        waiting[instance]--;
        return query;
    }

    private void account(int worker, double change, double now) {
        busyTime[worker] = busyTime(worker, now);
        since[worker] = now;
        active[worker] += change;
    }

    /** Returns a worker's utilisation now: the busy share of its servers' time, at most 1. */
    double utilization(int worker) {
        return Math.max(0, Math.min(1, active[worker]));
    }

    /** Returns the integral of a worker's utilisation from 0 to now [s]. */
    double busyTime(int worker, double now) {
        return busyTime[worker] + utilization(worker) * (now - since[worker]);
    }

    void recover(int worker) {
        up[worker] = true;
    }

    /**
     * Takes a worker away. Waiting queries are handed to {@code lost} and may be removed; those in service are marked,
     * handed to {@code lost} too, and keep their slots until the event that would have ended them.
     */
    void fail(int worker, double now, IntConsumer lostWaiting, IntConsumer lostRunning) {
        up[worker] = false;
        for (int instance = 0; instance < workerOf.length; instance++) {
            if (workerOf[instance] != worker) {
                continue;
            }
            while (waiting[instance] > 0) {
                lostWaiting.accept(pull(instance));
            }
            for (int place = 0; place < busy[instance]; place++) {
                for (int q = running[instance][place]; q != Queries.END; q = queries.next[q]) {
                    queries.instance[q] = Queries.LOST;
                    lostRunning.accept(q);
                }
            }
            busy[instance] = 0;
        }
        account(worker, -active[worker], now);
    }
}
