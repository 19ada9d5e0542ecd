// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A GPU whose batches run side by side and slow each other down as {@link Occupancy} tells, from the batches that run. Each
 * batch first has its copies, which nobody disturbs; then its work shrinks at the pace that the others leave it.
 */
final class OccupancyRuns extends WorkerRuns {
    private final Occupancy law;
    private final double share;

    /** The batches, by their first queries: what is left of their copies and of their work [s], and what they fill. */
    private int[] batch = new int[4];

    private double[] copy = new double[4];
    private double[] left = new double[4];
    private double[] fills = new double[4];
    private double[] speed = new double[4];
    private int size;
    private double since;
    private double due = Double.POSITIVE_INFINITY;
    private int dueBatch;

    OccupancyRuns(
            EdgeTopology topology,
            int worker,
            Occupancy law,
            double share,
            Queries queries,
            Calendar calendar,
            Meters meters) {
        super(topology, worker, queries, calendar, meters);
        this.law = law;
        this.share = share;
    }

    @Override
    public double slowdown(int instance) {
        double others = 0;
        for (int i = 0; i < size; i++) {
            others += fills[i];
        }
        return law.slowdown(instance(instance).variant().occupancy(1), others, size + 1, share);
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        catchUp(now);
        if (size == batch.length) {
            batch = Arrays.copyOf(batch, 2 * size);
            copy = Arrays.copyOf(copy, 2 * size);
            left = Arrays.copyOf(left, 2 * size);
            fills = Arrays.copyOf(fills, 2 * size);
            speed = Arrays.copyOf(speed, 2 * size);
        }
        begun(instance, first, time, now);
        batch[size] = first;
        copy[size] = copySeconds(instance, first, time);
        left[size] = time - copy[size];
        fills[size] = instance(instance).variant().occupancy(queries.batchSize(first));
        size++;
        changeSpeeds(now);
    }

    @Override
    public int end(int any, double now) {
        if (now != due) {
            return NONE;
        }
        due = Double.POSITIVE_INFINITY;
        catchUp(now);
        int place = dueBatch;
        if (copy[place] > 0) {
            copy[place] = 0;
            if (left[place] > 0) {
                changeSpeeds(now);
                return NONE;
            }
        }
        int first = batch[place];
        ended(first);
        size--;
        // The others keep their order, by which equal times are told apart.
        System.arraycopy(batch, place + 1, batch, place, size - place);
        System.arraycopy(copy, place + 1, copy, place, size - place);
        System.arraycopy(left, place + 1, left, place, size - place);
        System.arraycopy(fills, place + 1, fills, place, size - place);
        changeSpeeds(now);
        return first;
    }

    private void catchUp(double now) {
        double passed = now - since;
        for (int i = 0; i < size; i++) {
            if (copy[i] > 0) {
                copy[i] = Math.max(Double.MIN_VALUE, copy[i] - passed);
            } else {
                left[i] = Math.max(0, left[i] - passed * speed[i]);
            }
        }
        since = now;
    }

    private void changeSpeeds(double now) {
        double all = 0;
        int onGpu = 0;
        for (int i = 0; i < size; i++) {
            if (copy[i] == 0) {
                all += fills[i];
                onGpu++;
            }
        }
        double rate = 0;
        double drawn = 0;
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            speed[i] = copy[i] > 0 ? 1 : 1 / law.slowdown(fills[i], all - fills[i], onGpu, share);
            rate += speed[i];
            if (queries.watts != null) {
                drawn += speed[i] * queries.watts[batch[i]];
            }
            double end = now + (copy[i] > 0 ? copy[i] : left[i] / speed[i]);
            if (end < next) {
                next = end;
                dueBatch = i;
            }
        }
        meters.set(worker, rate, now);
        if (queries.watts != null) {
            meters.draw(worker, drawn);
        }
        if (next < Double.POSITIVE_INFINITY && next != due) {
            calendar.add(next, code);
        }
        due = next;
    }

    @Override
    public void fail(int failed, double now, IntConsumer lost) {
        for (int i = 0; i < size; i++) {
            queries.each(batch[i], lost);
        }
        allEnded();
        size = 0;
        changeSpeeds(now);
    }
}
