// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;

/**
 * The workers as queueing stations. A GPU runs batches of its instances one after another, in the order in which their
 * oldest queries came; a variant with r replicas takes 1 / r of the GPU, so that r of its batches run side by side. A
 * batch takes all waiting queries of its instance up to {@code maxBatch}.
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
    private final double[] share;
    private final int[] maxBatch;
    private final int[] workerOf;
    private final int[] busy;
    private final int[][] instancesOf;
    private final int[][] queue;
    private final int[] head;
    private final int[] waiting;
    private final int[] waitingAtWorker;
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
        share = instances.stream()
                .mapToDouble(i -> 1.0 / i.variant().replicas())
                .toArray();
        maxBatch = instances.stream().mapToInt(i -> i.variant().maxBatch()).toArray();
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        instancesOf = new int[workers][];
        Arrays.setAll(
                instancesOf,
                w -> instances.stream()
                        .filter(i -> i.workerIndex() == w)
                        .mapToInt(Instance::index)
                        .toArray());
        busy = new int[share.length];
        queue = new int[share.length][8];
        head = new int[share.length];
        waiting = new int[share.length];
        waitingAtWorker = new int[workers];
        running = new int[share.length][];
        Arrays.setAll(running, i -> new int[instances.get(i).variant().replicas()]);
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
        queries.arrived[query] = now;
        if (waitingAtWorker[workerOf[instance]] == 0 && fits(instance)) {
            start(instance, query, sizes[queries.streamClass[query]], now);
        } else {
            push(instance, query);
        }
    }

    private boolean fits(int instance) {
        // Shares like 1/3 do not add up to exactly 1.
        return active[workerOf[instance]] + share[instance] <= 1 + 1e-9;
    }

    /** A batch ends; the worker goes on with what has waited longest, if that fits now. */
    void complete(int first, double now) {
        int instance = queries.instance[first];
        int[] batches = running[instance];
        int place = 0;
        while (batches[place] != first) {
            place++;
        }
        batches[place] = batches[--busy[instance]];
        int worker = workerOf[instance];
        account(worker, -share[instance], now);
        while (waitingAtWorker[worker] > 0) {
            int next = longestWaiting(worker);
            if (!fits(next)) {
                break;
            }
            startNext(next, now);
        }
    }

    private int longestWaiting(int worker) {
        int oldest = -1;
        double since = Double.POSITIVE_INFINITY;
        for (int instance : instancesOf[worker]) {
            if (waiting[instance] > 0 && queries.arrived[queue[instance][head[instance]]] < since) {
                oldest = instance;
                since = queries.arrived[queue[instance][head[instance]]];
            }
        }
        return oldest;
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
        account(workerOf[instance], share[instance], now);
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
        waitingAtWorker[workerOf[instance]]++;
    }

    private int pull(int instance) {
        int[] ring = queue[instance];
        int query = ring[head[instance]];
        head[instance] = (head[instance] + 1) & (ring.length - 1);
        waiting[instance]--;
        waitingAtWorker[workerOf[instance]]--;
        return query;
    }

    private void account(int worker, double change, double now) {
        busyTime[worker] = busyTime(worker, now);
        since[worker] = now;
        active[worker] += change;
        if (active[worker] < 1e-9) {
            active[worker] = 0;
        }
    }

    /** Returns a worker's utilisation now: the share of its GPU that is busy, 0 to 1. */
    double utilization(int worker) {
        return Math.min(1, active[worker]);
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
        for (int instance : instancesOf[worker]) {
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
