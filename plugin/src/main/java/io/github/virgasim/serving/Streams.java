// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.workload.RecordedQuery;
import java.util.Arrays;

/** The active streams, one slot each in parallel arrays. */
final class Streams {
    static final int UNBOUND = -1;
    static final long NEVER = -1;

    private final Slots slots = new Slots();
    private final int[] ofEachClass;
    int[] source = new int[16];
    int[] streamClass = new int[16];
    /** When the client leaves [s]. */
    double[] end = new double[16];
    /** Where the stream is in its query process. */
    int[] cursor = new int[16];
    /** Time between the last two queries [s], the network's correlation over it, and the deviation that this leaves open. */
    double[] gap = new double[16];

    double[] correlation = new double[16];
    double[] deviation = new double[16];
    /** State of the network's Gaussian process. */
    double[] jitter = new double[16];
    /** The instance that serves the stream, or {@link #UNBOUND}. */
    int[] binding = new int[16];
    /** The count of releases at the last vain attempt to bind, or {@link #NEVER}. */
    long[] triedAt = new long[16];
    /** The site that delays and transfers hold for, or {@link #UNBOUND}. */
    int[] pathTo = new int[16];
    /** Mean one-way delay, its deviation, transfer there and back, and what a response takes besides the delay [s]. */
    double[] delay = new double[16];

    double[] sigma = new double[16];
    double[] transfer = new double[16];
    double[] response = new double[16];
    double[] wayBack = new double[16];
    /** What was recorded of a stream's only query, or null; null as a whole where nothing was. */
    private RecordedQuery[] recorded;

    Streams(int classes) {
        ofEachClass = new int[classes];
    }

    /** Keeps what was recorded of a new stream's query, if that is anything. */
    void record(int slot, RecordedQuery query) {
        if (query == null) {
            return;
        }
        if (recorded == null) {
            recorded = new RecordedQuery[end.length];
        }
        recorded[slot] = query;
    }

    /** Returns what was recorded of a stream's query, or null. */
    RecordedQuery recorded(int slot) {
        return recorded == null ? null : recorded[slot];
    }

    /** Lets streams take their paths anew. */
    void forgetPaths() {
        Arrays.fill(pathTo, UNBOUND);
    }

    int add(int atSource, int ofClass, double until) {
        int slot = slots.take();
        if (slot == source.length) {
            grow(2 * slot);
        }
        ofEachClass[ofClass]++;
        source[slot] = atSource;
        streamClass[slot] = ofClass;
        end[slot] = until;
        gap[slot] = -1;
        // The first query of a stream meets the network in a fresh state.
        correlation[slot] = 0;
        deviation[slot] = 1;
        jitter[slot] = 0;
        binding[slot] = UNBOUND;
        pathTo[slot] = UNBOUND;
        triedAt[slot] = NEVER;
        if (recorded != null) {
            recorded[slot] = null;
        }
        return slot;
    }

    private void grow(int length) {
        source = Arrays.copyOf(source, length);
        streamClass = Arrays.copyOf(streamClass, length);
        end = Arrays.copyOf(end, length);
        cursor = Arrays.copyOf(cursor, length);
        gap = Arrays.copyOf(gap, length);
        correlation = Arrays.copyOf(correlation, length);
        deviation = Arrays.copyOf(deviation, length);
        jitter = Arrays.copyOf(jitter, length);
        binding = Arrays.copyOf(binding, length);
        triedAt = Arrays.copyOf(triedAt, length);
        pathTo = Arrays.copyOf(pathTo, length);
        delay = Arrays.copyOf(delay, length);
        sigma = Arrays.copyOf(sigma, length);
        transfer = Arrays.copyOf(transfer, length);
        response = Arrays.copyOf(response, length);
        wayBack = Arrays.copyOf(wayBack, length);
        recorded = recorded == null ? null : Arrays.copyOf(recorded, length);
    }

    void remove(int slot) {
        ofEachClass[streamClass[slot]]--;
        binding[slot] = UNBOUND;
        slots.giveBack(slot);
    }

    int inUse() {
        return slots.inUse();
    }

    int inUse(int ofClass) {
        return ofEachClass[ofClass];
    }

    /** Returns a bound on the slots in use; those that are free are unbound. */
    int capacity() {
        return slots.capacity();
    }
}
