// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.gpu.Turns;
import io.github.virgasim.topology.EdgeTopology;
import java.util.function.IntConsumer;

/**
 * A GPU whose processes take turns as {@link Turns} tells: a ring of the batches that have been submitted, the one at its head
 * on the GPU. Replicas of a variant count as one process.
 */
final class TurnRuns extends WorkerRuns {
    private final Turns turns;

    /** The ring: first queries of batches, when their copies are done, and what is left for the GPU [s]. */
    private int[] batch = new int[4];

    private double[] ready = new double[4];
    private double[] left = new double[4];
    private int head;
    private int size;
    /** The instance that had the GPU last. */
    private int last = NONE;
    /** How long the present turn's work lasts unless it goes on, and when that is over. */
    private double work;

    private double due = Double.POSITIVE_INFINITY;

    TurnRuns(EdgeTopology topology, int worker, Turns turns, Queries queries, Calendar calendar, Meters meters) {
        super(topology, worker, queries, calendar, meters);
        this.turns = turns;
    }

    @Override
    public double slowdown(int instance) {
        return size + 1.0;
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        begun(instance, first, time, now);
        double copy = copySeconds(instance, first, time);
        append(first, now + copy, time - copy);
        if (size == 1) {
            meters.set(worker, 1, now);
            begin(now, now);
        }
    }

    private void append(int first, double readyAt, double gpuTime) {
        if (size == batch.length) {
            grow();
        }
        int place = (head + size++) % batch.length;
        batch[place] = first;
        ready[place] = readyAt;
        left[place] = gpuTime;
    }

    private void grow() {
        int length = batch.length;
        int[] oldBatch = batch;
        double[] oldReady = ready;
        double[] oldLeft = left;
        batch = new int[2 * length];
        ready = new double[2 * length];
        left = new double[2 * length];
        for (int i = 0; i < size; i++) {
            batch[i] = oldBatch[(head + i) % length];
            ready[i] = oldReady[(head + i) % length];
            left[i] = oldLeft[(head + i) % length];
        }
        head = 0;
    }

    /** Gives the GPU to the batch at the head, which may begin at a time from now on. */
    private void begin(double now, double earliest) {
        int instance = queries.instance(batch[head]);
        if (queries.watts != null) {
            meters.set(worker, 1, now);
            meters.draw(worker, queries.watts[batch[head]]);
        }
        double from = Math.max(earliest, ready[head]) + (last == instance || last == NONE ? 0 : turns.switchCost());
        last = instance;
        goOn(from);
    }

    private void goOn(double from) {
        work = Math.min(left[head], turns.slice());
        due = from + work;
        calendar.add(due, code);
    }

    @Override
    public int end(int any, double now) {
        if (now != due) {
            return NONE;
        }
        due = Double.POSITIVE_INFINITY;
        left[head] -= work;
        int first = batch[head];
        if (left[head] > 0) {
            if (size == 1) {
                goOn(now);
            } else {
                double rest = left[head];
                remove();
                append(first, now, rest);
                begin(now, now + turns.yieldCost());
            }
            return NONE;
        }
        remove();
        ended(first);
        if (size > 0) {
            begin(now, now);
        } else {
            idle(now);
        }
        return first;
    }

    private void remove() {
        head = (head + 1) % batch.length;
        size--;
    }

    @Override
    public void fail(int failed, double now, IntConsumer lost) {
        for (; size > 0; remove()) {
            queries.each(batch[head], lost);
        }
        allEnded();
        due = Double.POSITIVE_INFINITY;
        last = NONE;
        idle(now);
    }

    private void idle(double now) {
        meters.set(worker, 0, now);
        if (queries.watts != null) {
            meters.draw(worker, 0);
        }
    }
}
