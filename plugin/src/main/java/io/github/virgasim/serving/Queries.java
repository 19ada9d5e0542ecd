// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The queries under way, one slot each; a slot is used again once its query has ended. What every query has stands in two
 * records, so that one that has waited, and is in no cache any more, costs two misses and not one for each field.
 */
final class Queries {
    static final int LOST = -1;
    static final int END = -1;

    /** Length of both records, a power of two so that few lie on two cache lines. */
    private static final int RECORD = 4;
    /** Places in the record of times [s]. */
    private static final int CREATED = 0;

    private static final int ARRIVED = 1;
    private static final int CUTOFF = 2;
    private static final int WAY_BACK = 3;
    /** Places in the record of numbers. */
    private static final int CLASS = 0;

    private static final int INSTANCE = 1;
    private static final int NEXT = 2;

    private final Slots slots = new Slots();
    private double[] times = new double[RECORD * 64];
    private int[] numbers = new int[RECORD * 64];
    /** For the first of a batch that runs beside others, when that started, and what the batch would take alone [s]. */
    double[] started = new double[64];

    double[] alone = new double[64];
    /** Sizes of the queries, in their tasks' units and on the network [byte]; null where all have those of their classes. */
    double[] size;

    double[] bytes;
    /** The requests that the queries belong to; null where all are alone. */
    int[] request;
    /** For the first of a batch, what it draws beside the idle power [W]; null where power goes by the device. */
    double[] watts;

    /** Keeps sizes of the queries' own from now on. */
    void keepSizes() {
        size = new double[started.length];
        bytes = new double[started.length];
    }

    /** Keeps requests from now on. */
    void keepRequests() {
        request = new int[started.length];
    }

    /** Keeps what batches draw from now on. */
    void keepWatts() {
        watts = new double[started.length];
    }

    private static double[] grown(double[] array, int length) {
        return array == null ? null : Arrays.copyOf(array, length);
    }

    int add(double now, int ofClass, int atInstance, double back, double endBy) {
        int slot = slots.take();
        if (slot == started.length) {
            times = Arrays.copyOf(times, 2 * times.length);
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            started = Arrays.copyOf(started, 2 * slot);
            alone = Arrays.copyOf(alone, 2 * slot);
            size = grown(size, 2 * slot);
            bytes = grown(bytes, 2 * slot);
            watts = grown(watts, 2 * slot);
            request = request == null ? null : Arrays.copyOf(request, 2 * slot);
        }
        times[RECORD * slot + CREATED] = now;
        times[RECORD * slot + WAY_BACK] = back;
        times[RECORD * slot + CUTOFF] = endBy;
        numbers[RECORD * slot + CLASS] = ofClass;
        numbers[RECORD * slot + INSTANCE] = atInstance;
        numbers[RECORD * slot + NEXT] = END;
        return slot;
    }

    /** Returns when a query was sent [s]. */
    double created(int slot) {
        return times[RECORD * slot + CREATED];
    }

    /** Returns when a query reached its instance [s]. */
    double arrived(int slot) {
        return times[RECORD * slot + ARRIVED];
    }

    void arrived(int slot, double value) {
        times[RECORD * slot + ARRIVED] = value;
    }

    /** Returns by when processing has to end for an answer in time [s]. */
    double cutoff(int slot) {
        return times[RECORD * slot + CUTOFF];
    }

    void cutoff(int slot, double value) {
        times[RECORD * slot + CUTOFF] = value;
    }

    /** Returns the time from the end of processing to the client [s]. */
    double wayBack(int slot) {
        return times[RECORD * slot + WAY_BACK];
    }

    void wayBack(int slot, double value) {
        times[RECORD * slot + WAY_BACK] = value;
    }

    int streamClass(int slot) {
        return numbers[RECORD * slot + CLASS];
    }

    /** Returns the instance that a query goes to, or {@link #LOST} if only its slot is left until its batch's event. */
    int instance(int slot) {
        return numbers[RECORD * slot + INSTANCE];
    }

    void instance(int slot, int value) {
        numbers[RECORD * slot + INSTANCE] = value;
    }

    /** Returns the next query of the same batch, or {@link #END}. */
    int next(int slot) {
        return numbers[RECORD * slot + NEXT];
    }

    void next(int slot, int value) {
        numbers[RECORD * slot + NEXT] = value;
    }

    /** Returns the number of queries of the batch that one leads. */
    int batchSize(int first) {
        int size = 0;
        for (int query = first; query != END; query = next(query)) {
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
            int after = next(query);
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
