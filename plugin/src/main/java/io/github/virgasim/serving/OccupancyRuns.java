// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.ModelVariant;
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

    /**
     * The batches, by their first queries: what is left of their copies and of their work [s], what they fill, how long
     * they take over a single query, and how a limit stretches them.
     */
    private int[] batch = new int[4];

    private double[] copy = new double[4];
    private double[] left = new double[4];
    private double[] fills = new double[4];
    private double[] length = new double[4];
    private double[] stretch = new double[4];
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
        double queues = 0;
        double traffic = 0;
        for (int i = 0; i < size; i++) {
            others += fills[i];
            queues += fills[i] * length[i];
            traffic += fills[i] / stretch[i];
        }
        return law.slowdown(1, stretch(instance(instance).variant(), 1), others, queues, traffic, size + 1, share);
    }

    private double stretch(ModelVariant variant, int queries) {
        return share == 1 ? 1 : law.stretch(Math.max(0, variant.timeRatio(queries / share, queries) - 1));
    }

    @Override
    public void start(int instance, int first, double time, double now) {
        catchUp(now);
        if (size == batch.length) {
            batch = Arrays.copyOf(batch, 2 * size);
            copy = Arrays.copyOf(copy, 2 * size);
            left = Arrays.copyOf(left, 2 * size);
            fills = Arrays.copyOf(fills, 2 * size);
            length = Arrays.copyOf(length, 2 * size);
            stretch = Arrays.copyOf(stretch, 2 * size);
            speed = Arrays.copyOf(speed, 2 * size);
        }
        begun(instance, first, time, now);
        batch[size] = first;
        copy[size] = copySeconds(instance, first, time);
        left[size] = time - copy[size];
        ModelVariant variant = instance(instance).variant();
        int batched = queries.batchSize(first);
        fills[size] = variant.occupancy(batched);
        length[size] = Math.max(1, variant.timeRatio(batched, 1));
        stretch[size] = stretch(variant, batched);
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
        System.arraycopy(length, place + 1, length, place, size - place);
        System.arraycopy(stretch, place + 1, stretch, place, size - place);
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
        double queues = 0;
        double traffic = 0;
        int onGpu = 0;
        for (int i = 0; i < size; i++) {
            if (copy[i] == 0) {
                all += fills[i];
                queues += fills[i] * length[i];
                traffic += fills[i] / stretch[i];
                onGpu++;
            }
        }
        double rate = 0;
        double drawn = 0;
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            speed[i] = copy[i] > 0
                    ? 1
                    : 1
                            / law.slowdown(
                                    length[i],
                                    stretch[i],
                                    all - fills[i],
                                    queues - fills[i] * length[i],
                                    traffic - fills[i] / stretch[i],
                                    onGpu,
                                    share);
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
