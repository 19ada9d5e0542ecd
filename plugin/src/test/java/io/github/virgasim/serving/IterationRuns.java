// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Iteration-level ("continuous") batching, to show that {@link Runs} can hold it: a query of size s takes s iterations of its
 * instance, an iteration with b queries takes intercept + slope x b, and between two iterations queries leave and others
 * enter. Without regard to memory, and to what other instances of the GPU do.
 */
final class IterationRuns implements Runs {
    private final Queries queries;
    private final Calendar calendar;
    private final Meters meters;
    private final List<Instance> instances;
    private final double[] iterations;
    /** For each instance, the queries in its present iteration, and those that enter after it. */
    private final List<List<Integer>> inside = new ArrayList<>();

    private final List<List<Integer>> entering = new ArrayList<>();
    /** How many iterations each query still needs, by its slot. */
    private double[] left = new double[0];
    /** When an instance's next event is due; infinity if it has none. */
    private final double[] due;
    /** Whether an instance's iteration is over and the next one has not begun. */
    private final boolean[] between;

    IterationRuns(EdgeTopology topology, List<StreamClass> classes, Queries queries, Calendar calendar, Meters meters) {
        this.queries = queries;
        this.calendar = calendar;
        this.meters = meters;
        instances = topology.instances();
        iterations = classes.stream().mapToDouble(StreamClass::size).toArray();
        due = new double[instances.size()];
        between = new boolean[due.length];
        Arrays.fill(due, Double.POSITIVE_INFINITY);
        for (int i = 0; i < due.length; i++) {
            inside.add(new ArrayList<>());
            entering.add(new ArrayList<>());
        }
    }

    @Override
    public boolean takesTurns() {
        return false;
    }

    @Override
    public int room(int instance) {
        return instances.get(instance).variant().maxBatch() - running(instance);
    }

    @Override
    public int running(int instance) {
        return inside.get(instance).size() + entering.get(instance).size();
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        for (int query = first; query != Queries.END; query = queries.next(query)) {
            left = Arrays.copyOf(left, Math.max(left.length, query + 1));
            left[query] = iterations[queries.streamClass(query)];
            entering.get(instance).add(query);
        }
        if (due[instance] == Double.POSITIVE_INFINITY) {
            iterate(instance, now);
        }
    }

    private void plan(int instance, double time) {
        due[instance] = time;
        calendar.add(time, Event.of(Event.RUNS, instances.get(instance).rank()));
    }

    private void iterate(int instance, double now) {
        List<Integer> batch = inside.get(instance);
        batch.addAll(entering.get(instance));
        entering.get(instance).clear();
        if (batch.isEmpty()) {
            due[instance] = Double.POSITIVE_INFINITY;
        } else {
            var variant = instances.get(instance).variant();
            plan(instance, now + variant.intercept() + variant.slope() * batch.size());
        }
        meters.set(instances.get(instance).workerIndex(), batch.isEmpty() ? 0 : 1, now);
    }

    @Override
    public int end(int instance, double now) {
        if (now != due[instance]) {
            return NONE;
        }
        if (between[instance]) {
            between[instance] = false;
            iterate(instance, now);
            return NONE;
        }
        int first = NONE;
        for (int query : List.copyOf(inside.get(instance))) {
            left[query]--;
            if (left[query] == 0) {
                inside.get(instance).remove((Integer) query);
                queries.next(query, first);
                first = query;
            }
        }
        if (first == NONE) {
            iterate(instance, now);
        } else {
            // Later in the same moment, so that queries that wait for the room may enter.
            between[instance] = true;
            plan(instance, now);
        }
        return first;
    }

    @Override
    public double stretch(int first, double now) {
        return 1;
    }

    @Override
    public double slowdown(int instance) {
        return 1;
    }

    @Override
    public void fail(int worker, double now, IntConsumer lost) {
        for (Instance instance : instances) {
            if (instance.workerIndex() == worker) {
                inside.get(instance.index()).forEach(lost::accept);
                entering.get(instance.index()).forEach(lost::accept);
                inside.get(instance.index()).clear();
                entering.get(instance.index()).clear();
                between[instance.index()] = false;
                due[instance.index()] = Double.POSITIVE_INFINITY;
            }
        }
        meters.set(worker, 0, now);
    }
}
