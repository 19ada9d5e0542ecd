// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.EdgeTopology;
import java.util.function.IntConsumer;

/**
 * A GPU that runs one batch at a time and meanwhile takes the copies of the next one: two stations in a row without a queue in
 * between. A batch is made up when its copies begin.
 */
final class OverlapRuns extends WorkerRuns {
    /** The batch whose copies are made or done, when they are done, and how long the GPU will take [s]. */
    private int next = NONE;

    private double ready = Double.POSITIVE_INFINITY;
    private double work;
    /** The batch on the GPU, and when it is done [s]. */
    private int onGpu = NONE;

    private double due = Double.POSITIVE_INFINITY;

    OverlapRuns(EdgeTopology topology, int worker, Queries queries, Calendar calendar, Meters meters) {
        super(topology, worker, queries, calendar, meters);
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public int room(int instance) {
        return next == NONE ? ANY : 0;
    }

    @Override
    public double slowdown(int instance) {
        return 1;
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        begun(instance, first, time, now);
        double copy = copySeconds(instance, first, time);
        next = first;
        ready = now + copy;
        work = time - copy;
        if (onGpu == NONE && copy == 0) {
            toGpu(now);
        } else {
            calendar.add(ready, code);
            meter(now);
        }
    }

    private void toGpu(double now) {
        onGpu = next;
        due = now + work;
        calendar.add(due, code);
        next = NONE;
        ready = Double.POSITIVE_INFINITY;
        meter(now);
    }

    private void meter(double now) {
        int drawing = onGpu == NONE ? next : onGpu;
        meters.set(worker, drawing == NONE ? 0 : 1, now);
        if (queries.watts != null) {
            meters.draw(worker, drawing == NONE ? 0 : queries.watts[drawing]);
        }
    }

    @Override
    public int end(int any, double now) {
        int first = NONE;
        if (now == due) {
            first = onGpu;
            ended(first);
            onGpu = NONE;
            due = Double.POSITIVE_INFINITY;
        }
        if (onGpu == NONE && ready <= now) {
            toGpu(now);
        } else {
            meter(now);
        }
        return first;
    }

    @Override
    public void fail(int failed, double now, IntConsumer lost) {
        int copying = next;
        int running = onGpu;
        next = NONE;
        onGpu = NONE;
        ready = Double.POSITIVE_INFINITY;
        due = Double.POSITIVE_INFINITY;
        allEnded();
        meter(now);
        for (int first : new int[] {copying, running}) {
            if (first != NONE) {
                queries.each(first, lost);
            }
        }
    }
}
