// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Instance;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * GPUs that run one batch at a time. A variant with r replicas takes 1 / r of the GPU, so that r of its batches run side
 * by side, each at full speed. Each batch has an event of its own, which cannot be taken back.
 */
final class ExclusiveRuns implements Runs {
    private final Queries queries;
    private final Calendar calendar;
    private final Meters meters;
    private final double[] share;
    private final int[] workerOf;
    private final int[] busy;
    /** The first queries of the batches in service, for each instance. */
    private final int[][] running;

    ExclusiveRuns(List<Instance> instances, Queries queries, Calendar calendar, Meters meters) {
        this.queries = queries;
        this.calendar = calendar;
        this.meters = meters;
        share = instances.stream()
                .mapToDouble(i -> 1.0 / i.variant().replicas())
                .toArray();
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        busy = new int[share.length];
        running = new int[share.length][2];
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public int room(int instance) {
        // Shares like 1/3 do not add up to exactly 1.
        return meters.rate(workerOf[instance]) + share[instance] <= 1 + 1e-9 ? ANY : 0;
    }

    @Override
    public double slowdown(int instance) {
        return 1;
    }

    @Override
    public int running(int instance) {
        return busy[instance];
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        if (busy[instance] == running[instance].length) {
            running[instance] = Arrays.copyOf(running[instance], 2 * busy[instance]);
        }
        running[instance][busy[instance]++] = first;
        int worker = workerOf[instance];
        meters.set(worker, meters.rate(worker) + share[instance], now);
        if (queries.watts != null) {
            meters.draw(worker, meters.drawn(worker) + share[instance] * queries.watts[first]);
        }
        calendar.add(now + time, Event.of(Event.BATCH, first));
    }

    @Override
    public int end(int first, double now) {
        int instance = queries.instance(first);
        int[] batches = running[instance];
        int place = 0;
        while (batches[place] != first) {
            place++;
        }
        batches[place] = batches[--busy[instance]];
        int worker = workerOf[instance];
        meters.set(worker, meters.rate(worker) - share[instance], now);
        if (queries.watts != null) {
            meters.draw(worker, meters.drawn(worker) - share[instance] * queries.watts[first]);
        }
        return first;
    }

    @Override
    public double stretch(int first, double now) {
        return 1;
    }

    /** Marks the queries as lost. */
    @Override
    public void fail(int worker, double now, IntConsumer lost) {
        for (int instance = 0; instance < workerOf.length; instance++) {
            if (workerOf[instance] != worker) {
                continue;
            }
            for (int place = 0; place < busy[instance]; place++) {
                for (int query = running[instance][place]; query != Queries.END; query = queries.next(query)) {
                    queries.instance(query, Queries.LOST);
                    lost.accept(query);
                }
            }
            busy[instance] = 0;
        }
        meters.set(worker, 0, now);
    }
}
