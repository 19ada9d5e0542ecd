// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * GPUs whose batches run side by side, each slowed down by the others: processor sharing. All batches of one instance run
 * at one speed, so that each instance has a clock that shows the work done on a batch since it was set; a batch ends when
 * the clock shows what it showed at the start plus the batch's work. A start or end changes the speeds on that GPU alone:
 * O(k^2) for its k instances, plus O(log n) for the n batches of the instance, and no scan of anything else.
 *
 * <p>Each GPU has one event that counts, at or before its next end; one that comes too early, because batches have been
 * slowed down since, is set anew, and one that was overtaken is ignored.
 */
final class SharedRuns implements Runs {
    private final Queries queries;
    private final Calendar calendar;
    private final Meters meters;
    private final int[] workerOf;
    private final int[] replicas;
    /** Position of an instance among those of its worker. */
    private final int[] position;

    private final int[][] instancesOf;
    private final Slowdown[] slowdown;
    private final int[][] count;
    /** Code of a worker's events. */
    private final int[] code;

    /** Slowdowns of the worker looked at last, by position. */
    private final double[] factors;

    private final double[] clock;
    private final double[] speed;
    /** The ends of an instance's batches by its clock, with the first queries of the batches. */
    private final EventHeap[] ends;
    /** What an instance's batches draw together at full speed [W], where they have power laws. */
    private final double[] watts;

    private final double[] since;
    private final double[] due;
    private final int[] dueInstance;
    private final double[] planned;

    SharedRuns(EdgeTopology topology, Queries queries, Calendar calendar, Meters meters) {
        List<Instance> instances = topology.instances();
        List<Worker> workers = topology.workers();
        this.queries = queries;
        this.calendar = calendar;
        this.meters = meters;
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        replicas = instances.stream().mapToInt(i -> i.variant().replicas()).toArray();
        position = new int[workerOf.length];
        clock = new double[workerOf.length];
        speed = new double[workerOf.length];
        ends = new EventHeap[workerOf.length];
        watts = new double[workerOf.length];
        int n = workers.size();
        instancesOf = new int[n][];
        slowdown = new Slowdown[n];
        count = new int[n][];
        code = new int[n];
        for (int w = 0; w < n; w++) {
            Worker worker = workers.get(w);
            if (worker.isShared()) {
                List<Instance> own = topology.instancesOn(w);
                instancesOf[w] = own.stream().mapToInt(Instance::index).toArray();
                code[w] = Event.runs(own);
                slowdown[w] = worker.slowdown();
                count[w] = new int[instancesOf[w].length];
                for (int i = 0; i < instancesOf[w].length; i++) {
                    position[instancesOf[w][i]] = i;
                    ends[instancesOf[w][i]] = new EventHeap();
                }
            }
        }
        factors = new double
                [Arrays.stream(count)
                        .mapToInt(counts -> counts == null ? 0 : counts.length)
                        .max()
                        .orElse(0)];
        since = new double[n];
        due = new double[n];
        dueInstance = new int[n];
        planned = new double[n];
        Arrays.fill(due, Double.POSITIVE_INFINITY);
        Arrays.fill(planned, Double.POSITIVE_INFINITY);
    }

    @Override
    public int running(int instance) {
        return count[workerOf[instance]][position[instance]];
    }

    @Override
    public boolean takesTurns() {
        return false;
    }

    @Override
    public int room(int instance) {
        int worker = workerOf[instance];
        int[] counts = count[worker];
        int own = position[instance];
        if (counts[own] == replicas[instance]) {
            return 0;
        }
        counts[own]++;
        boolean fits = slowdown[worker].fits(counts);
        counts[own]--;
        return fits ? ANY : 0;
    }

    @Override
    public double slowdown(int instance) {
        int[] counts = count[workerOf[instance]];
        counts[position[instance]]++;
        double factor = slowdown[workerOf[instance]].of(position[instance], counts);
        counts[position[instance]]--;
        return factor;
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        int worker = workerOf[instance];
        catchUp(worker, now);
        count[worker][position[instance]]++;
        ends[instance].add(clock[instance] + time, first);
        queries.started[first] = now;
        queries.alone[first] = time;
        if (queries.watts != null) {
            watts[instance] += queries.watts[first];
        }
        changeSpeeds(worker, now);
    }

    @Override
    public int end(int any, double now) {
        int worker = workerOf[any];
        if (now != planned[worker]) {
            return NONE;
        }
        planned[worker] = Double.POSITIVE_INFINITY;
        if (due[worker] > now) {
            plan(worker);
            return NONE;
        }
        catchUp(worker, now);
        int instance = dueInstance[worker];
        int first = ends[instance].code();
        // What rounding has left between clock and end is made up for.
        clock[instance] = ends[instance].time();
        ends[instance].removeFirst();
        if (--count[worker][position[instance]] == 0) {
            clock[instance] = 0;
        }
        if (queries.watts != null) {
            watts[instance] = running(instance) == 0 ? 0 : watts[instance] - queries.watts[first];
        }
        changeSpeeds(worker, now);
        return first;
    }

    @Override
    public double stretch(int first, double now) {
        return queries.stretch(first, now);
    }

    private void catchUp(int worker, double now) {
        double passed = now - since[worker];
        int[] counts = count[worker];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                int instance = instancesOf[worker][i];
                clock[instance] += speed[instance] * passed;
            }
        }
        since[worker] = now;
    }

    private void changeSpeeds(int worker, double now) {
        int[] counts = count[worker];
        double rate = 0;
        double drawn = 0;
        due[worker] = Double.POSITIVE_INFINITY;
        slowdown[worker].all(counts, factors);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                int instance = instancesOf[worker][i];
                speed[instance] = 1 / factors[i];
                rate += counts[i] * speed[instance];
                drawn += watts[instance] * speed[instance];
                double left = Math.max(0, ends[instance].time() - clock[instance]);
                double end = now + left / speed[instance];
                if (end < due[worker]) {
                    due[worker] = end;
                    dueInstance[worker] = instance;
                }
            }
        }
        meters.set(worker, rate, now);
        if (queries.watts != null) {
            meters.draw(worker, drawn);
        }
        plan(worker);
    }

    private void plan(int worker) {
        if (due[worker] < planned[worker]) {
            planned[worker] = due[worker];
            calendar.add(due[worker], code[worker]);
        }
    }

    @Override
    public void fail(int worker, double now, IntConsumer lost) {
        for (int instance : instancesOf[worker]) {
            while (ends[instance].size() > 0) {
                int first = ends[instance].code();
                ends[instance].removeFirst();
                queries.each(first, lost);
            }
            clock[instance] = 0;
            watts[instance] = 0;
            count[worker][position[instance]] = 0;
        }
        since[worker] = now;
        changeSpeeds(worker, now);
    }
}
