// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.serving.InstanceRules.Drop;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The workers as queueing stations. Queries wait at their instance until its rule makes them a batch and the GPU has room
 * for it; among a GPU's instances the one goes first whose oldest query came first.
 */
final class Servers {
    private static final int NONE = -1;

    private final Queries queries;
    private final Calendar calendar;
    /** Null where times do not vary. */
    private final ServiceFactors factors;

    private final InstanceRules rules;
    private final Batching batching;
    /** Whether a batch that is not full may wait though there is room. */
    private final boolean waits;

    private final double duration;
    private final boolean drops;
    private final IntConsumer dropped;
    private final int classCount;
    private final BatchLaws laws;
    /** What batches draw; null where that goes by the devices. */
    private final BatchPower power;

    private final int[] maxBatch;
    /** The largest batch that each instance has started. */
    private final int[] largestBatch;
    /** How long before its cutoff a waiting query's batch starts at the latest, by instance and class [s]. */
    private final double[] reserve;

    private final int[] workerOf;
    private final int[][] instancesOf;
    /** Instances by rank: where times are equal, events come in the order of names. */
    private final int[] rank;

    private final int[] byRank;
    private final Queues queues;
    private final WaitingLines lines;
    private final Runs[] runs;
    private final boolean[] takesTurns;
    private final Meters meters;
    private final Residency residency;
    private final WorkerState[] states;
    private double stretch;
    private long processed;
    /** Null unless somebody listens. */
    private QueryJournal journal;

    Servers(
            EdgeTopology topology,
            List<StreamClass> classes,
            ServingSettings settings,
            Queries queries,
            Calendar calendar,
            Runs.Choice choice,
            ServiceFactors factors,
            IntConsumer dropped) {
        this.queries = queries;
        this.calendar = calendar;
        this.factors = factors;
        this.dropped = dropped;
        rules = settings.instances();
        batching = rules.batching();
        waits = batching.waits();
        duration = settings.duration();
        drops = rules.drop() == Drop.EXPIRED;
        List<Instance> instances = topology.instances();
        List<Worker> workers = topology.workers();
        classCount = classes.size();
        laws = new BatchLaws(instances, classes, queries);
        boolean single = batching.kind() == Batching.Kind.NONE;
        maxBatch = instances.stream()
                .mapToInt(i -> single ? 1 : i.variant().maxBatch())
                .toArray();
        largestBatch = new int[maxBatch.length];
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        instancesOf = new int[workers.size()][];
        Arrays.setAll(
                instancesOf,
                w -> topology.instancesOn(w).stream().mapToInt(Instance::index).toArray());
        rank = instances.stream().mapToInt(Instance::rank).toArray();
        byRank = new int[rank.length];
        for (int i = 0; i < rank.length; i++) {
            byRank[rank[i]] = i;
        }
        queues = new Queues(workerOf.length);
        lines = new WaitingLines(instancesOf, queries, queues);
        meters = new Meters(workers);
        power = BatchPower.of(instances, queries, meters);
        runs = choice.of(topology, queries, calendar, meters);
        takesTurns = new boolean[workers.size()];
        for (int w = 0; w < takesTurns.length; w++) {
            takesTurns[w] = runs[w].takesTurns();
        }
        residency = new Residency(instances, workers, rules, calendar);
        reserve = batching.kind() == Batching.Kind.ADAPTIVE
                ? new BatchReserve(topology, classes, maxBatch).times()
                : new double[0];
        states = new WorkerState[workers.size()];
        Arrays.fill(states, WorkerState.UP);
    }

    void keep(QueryJournal newJournal) {
        journal = newJournal;
    }

    WorkerState state(int worker) {
        return states[worker];
    }

    boolean isUp(int worker) {
        return states[worker] == WorkerState.UP;
    }

    /** Tells whether new queries may be sent to an instance. */
    boolean accepts(int instance, double now) {
        return isUp(workerOf[instance]) && residency.accepts(instance, now);
    }

    /** Tells whether a query that arrives finds its instance at work. */
    boolean isAtWork(int instance, double now) {
        return isUp(workerOf[instance]) && residency.isReady(instance, now);
    }

    Meters meters() {
        return meters;
    }

    Residency residency() {
        return residency;
    }

    int waiting(int instance) {
        return queues.length(instance);
    }

    int running(int instance) {
        return runs[workerOf[instance]].running(instance);
    }

    double slowdown(int instance) {
        return runs[workerOf[instance]].slowdown(instance);
    }

    int largestBatch(int instance) {
        return largestBatch[instance];
    }

    /** Returns the sum over processed queries of the time that their batch took over the time that it takes alone. */
    double stretch() {
        return stretch;
    }

    long processed() {
        return processed;
    }

    /** A query reaches its instance, which is at work. */
    void arrive(int query, double now) {
        int instance = queries.instance(query);
        int worker = workerOf[instance];
        queries.arrived(query, now);
        boolean first = queues.length(instance) == 0;
        boolean alone = first && (lines.length(worker) == 0 || !takesTurns[worker]);
        if (alone && (maxBatch[instance] == 1 || !waits) && runs[worker].room(instance) > 0) {
            double size = laws.size(query);
            if (!isExpired(instance, query, size, 1, now)) {
                start(instance, query, size, 1, now);
            }
            return;
        }
        if (queues.length(instance) >= rules.queueLimit()) {
            if (rules.drop() != Drop.OLDEST) {
                dropped.accept(query);
                return;
            }
            dropped.accept(pull(instance));
            first = true;
        }
        queues.push(instance, query);
        if (queues.length(instance) == 1) {
            lines.join(worker, instance);
        }
        if (waits) {
            if (first) {
                setTimer(instance, now);
            }
            // Nothing has changed for the others, of which none could start before.
            if (isReady(instance, now)) {
                dispatch(worker, now);
            }
        }
    }

    /** Handles the end of the batch that a query leads; returns the first query that has ended, or {@link Runs#NONE}. */
    int endBatch(int query, double now) {
        return end(workerOf[queries.instance(query)], query, now);
    }

    /** Handles the event of the batches beside that of an instance, given its rank; returns as {@link #endBatch} does. */
    int endRuns(int ranked, double now) {
        int instance = byRank[ranked];
        return end(workerOf[instance], instance, now);
    }

    private int end(int worker, int subject, double now) {
        int first = runs[worker].end(subject, now);
        if (first != Runs.NONE) {
            ended(first, runs[worker].stretch(first, now), now);
        } else if (takesTurns[worker]) {
            // Nothing has ended, but the next batch may have begun and made room for one behind it.
            dispatch(worker, now);
        }
        return first;
    }

    private void ended(int first, double factor, double now) {
        int instance = queries.instance(first);
        for (int query = first; query != Queries.END; query = queries.next(query)) {
            stretch += factor;
            processed++;
        }
        dispatch(workerOf[instance], now);
        leaveIfIdle(instance);
    }

    private void leaveIfIdle(int instance) {
        if (residency.isLeaving(instance) && queues.length(instance) == 0 && running(instance) == 0) {
            residency.leave(instance);
        }
    }

    /** Starts what may start on a worker: without turns, an instance without room holds up no other. */
    void dispatch(int worker, double now) {
        int place = 0;
        while (place < lines.length(worker)) {
            int instance = lines.at(worker, place);
            int room = isReady(instance, now) ? runs[worker].room(instance) : NONE;
            if (room > 0) {
                startNext(instance, Math.min(room, maxBatch[instance]), now);
                place = 0;
            } else if (room == 0 && takesTurns[worker]) {
                break;
            } else {
                place++;
            }
        }
    }

    private boolean isReady(int instance, double now) {
        return !waits || queues.length(instance) >= maxBatch[instance] || now >= latestStart(instance);
    }

    /** Returns when the batch of an instance's oldest waiting query starts though it is not full. */
    private double latestStart(int instance) {
        int query = queues.first(instance);
        return switch (batching.kind()) {
            case STATIC -> duration;
            case ADAPTIVE ->
                Math.min(duration, queries.cutoff(query) - reserve[instance * classCount + queries.streamClass(query)]);
            default -> queries.arrived(query) + batching.maxWait();
        };
    }

    private void setTimer(int instance, double now) {
        double start = latestStart(instance);
        if (start > now && maxBatch[instance] > 1) {
            calendar.add(start, Event.of(Event.TIMER, rank[instance]));
        }
    }

    /** Handles the timer of the instance of a rank. */
    void timer(int ranked, double now) {
        int instance = byRank[ranked];
        if (queues.length(instance) > 0 && isReady(instance, now)) {
            dispatch(workerOf[instance], now);
        }
    }

    private void startNext(int instance, int most, double now) {
        int first = NONE;
        int last = NONE;
        double size = 0;
        int n = 0;
        double closes = queries.arrived(queues.first(instance)) + batching.open();
        while (n < most && queues.length(instance) > 0 && queries.arrived(queues.first(instance)) <= closes) {
            int query = queues.pull(instance);
            double added = laws.size(query);
            if (isExpired(instance, query, size + added, n + 1, now)) {
                continue;
            }
            if (first == NONE) {
                first = query;
            } else {
                queries.next(last, query);
            }
            last = query;
            size += added;
            n++;
        }
        lines.firstLeft(workerOf[instance], instance);
        if (first == NONE) {
            // All have been dropped, which may have been all that kept it in memory.
            leaveIfIdle(instance);
        } else {
            start(instance, first, size, n, now);
        }
        if (waits && queues.length(instance) > 0) {
            setTimer(instance, now);
        }
    }

    /** Drops a query that could not be answered in time any more, if it is the rule to do so. */
    private boolean isExpired(int instance, int query, double size, int batch, double now) {
        if (!drops) {
            return false;
        }
        if (laws.end(instance, now, size, batch) <= queries.cutoff(query)) {
            return false;
        }
        dropped.accept(query);
        return true;
    }

    private void start(int instance, int first, double size, int batch, double now) {
        if (batch > largestBatch[instance]) {
            largestBatch[instance] = batch;
        }
        double time = laws.alone(instance, size);
        if (factors != null) {
            time *= factors.next(instance, now);
        }
        time = laws.withHost(instance, time, batch);
        if (power != null) {
            power.begin(instance, first, batch);
        }
        if (journal != null) {
            journal.started(first, now);
        }
        runs[workerOf[instance]].start(instance, first, time, now);
    }

    private int pull(int instance) {
        int query = queues.pull(instance);
        lines.firstLeft(workerOf[instance], instance);
        return query;
    }

    /** Sends no more queries to an instance, and takes it out of memory once it has nothing left to do. */
    void evict(int instance) {
        residency.evict(instance);
        leaveIfIdle(instance);
    }

    /**
     * Puts a worker into another state. One that goes down loses its queries, those that wait and those that run: they are
     * handed to {@code lost}, and may be removed unless they are marked as {@link Queries#LOST}.
     *
     * @return true if the worker went down or came up, false if it is as it was
     */
    boolean change(int worker, WorkerState state, double now, IntConsumer lost) {
        boolean wasUp = isUp(worker);
        states[worker] = state;
        if (isUp(worker) == wasUp) {
            return false;
        }
        if (wasUp) {
            clear(worker, now, lost);
        } else {
            residency.restart(worker, now);
        }
        meters.switchPower(worker, !wasUp, now);
        return true;
    }

    private void clear(int worker, double now, IntConsumer lost) {
        for (int instance : instancesOf[worker]) {
            while (queues.length(instance) > 0) {
                lost.accept(pull(instance));
            }
        }
        runs[worker].fail(worker, now, lost);
        for (int instance : instancesOf[worker]) {
            leaveIfIdle(instance);
        }
    }
}
