// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The queries under way, one slot each in parallel arrays; a slot is used again once its query has ended. */
final class Queries {
    static final int LOST = -1;
    static final int END = -1;

    private final Slots slots = new Slots();
    double[] created = new double[64];
    /** When the query reached its instance [s]. */
    double[] arrived = new double[64];
    /** For the first of a batch that runs beside others, when that started, and what the batch would take alone [s]. */
    double[] started = new double[64];

    double[] alone = new double[64];
    /** By when processing has to end for an answer in time [s]. */
    double[] cutoff = new double[64];
    /** Time from the end of processing to the client [s]. */
    double[] wayBack = new double[64];

    int[] streamClass = new int[64];
    /** The instance that the query goes to, or {@link #LOST} if only its slot is left until its batch's event. */
    int[] instance = new int[64];
    /** The next query of the same batch, or {@link #END}. */
    int[] next = new int[64];
    /** Sizes of the queries, in their tasks' units and on the network [byte]; null where all have those of their classes. */
    double[] size;

    double[] bytes;
    /** The requests that the queries belong to; null where all are alone. */
    int[] request;
    /** For the first of a batch, what it draws beside the idle power [W]; null where power goes by the device. */
    double[] watts;

    /** Keeps sizes of the queries' own from now on. */
    void keepSizes() {
        size = new double[created.length];
        bytes = new double[created.length];
    }

    /** Keeps requests from now on. */
    void keepRequests() {
        request = new int[created.length];
    }

    /** Keeps what batches draw from now on. */
    void keepWatts() {
        watts = new double[created.length];
    }

    private static double[] grown(double[] array, int length) {
        return array == null ? null : Arrays.copyOf(array, length);
    }

    int add(double now, int ofClass, int atInstance, double back, double endBy) {
        int slot = slots.take();
        if (slot == created.length) {
            created = Arrays.copyOf(created, 2 * slot);
            arrived = Arrays.copyOf(arrived, 2 * slot);
            started = Arrays.copyOf(started, 2 * slot);
            alone = Arrays.copyOf(alone, 2 * slot);
            cutoff = Arrays.copyOf(cutoff, 2 * slot);
            wayBack = Arrays.copyOf(wayBack, 2 * slot);
            streamClass = Arrays.copyOf(streamClass, 2 * slot);
            instance = Arrays.copyOf(instance, 2 * slot);
            next = Arrays.copyOf(next, 2 * slot);
            size = grown(size, 2 * slot);
            bytes = grown(bytes, 2 * slot);
            watts = grown(watts, 2 * slot);
            request = request == null ? null : Arrays.copyOf(request, 2 * slot);
        }
        created[slot] = now;
        wayBack[slot] = back;
        cutoff[slot] = endBy;
        streamClass[slot] = ofClass;
        instance[slot] = atInstance;
        next[slot] = END;
        return slot;
    }

    /** Returns the number of queries of the batch that one leads. */
    int batchSize(int first) {
        int size = 0;
        for (int query = first; query != END; query = next[query]) {
            size++;
        }
        return size;
    }

    /** Returns the time since the batch that one leads has started, over the time that it takes alone. */
    double stretch(int first, double now) {
        return (now - started[first]) / alone[first];
    }

    /** Hands over the queries of a batch one by one; each may be removed at once. */
    void each(int first, IntConsumer taker) {
        for (int query = first; query != END; ) {
            int after = next[query];
            taker.accept(query);
            query = after;
        }
    }

    void remove(int slot) {
        slots.giveBack(slot);
    }

    int inUse() {
        return slots.inUse();
    }
}
