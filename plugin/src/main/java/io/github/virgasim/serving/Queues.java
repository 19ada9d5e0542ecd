// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

/**
 * The queries that wait at each instance, first come, first out: one ring buffer for each, whose size follows the queue's
 * length up and down, at most 16 times as large or {@value #LEAST}. One buffer of each size that has been left is kept for the
 * next queue that comes to this size, so that queues may go up and down without garbage.
 */
final class Queues {
    private static final int LEAST = 8;
    private static final int LARGEST_KEPT = 1 << 16;

    private static final int HEAD = 0;
    private static final int LENGTH = 1;

    private final int[][] ring;
    /** Of each instance, side by side: where its oldest query is in the buffer, and how many wait. */
    private final int[] places;
    /** Buffers that are not in use, by the logarithm of their size; null where there is none. */
    private final int[][] spare = new int[Integer.numberOfTrailingZeros(LARGEST_KEPT) + 1][];

    Queues(int instances) {
        ring = new int[instances][LEAST];
        places = new int[2 * instances];
    }

    int length(int instance) {
        return places[2 * instance + LENGTH];
    }

    /** Returns for how many queries an instance has room at present. */
    int capacity(int instance) {
        return ring[instance].length;
    }

    /** Returns the query that has waited longest; there must be one. */
    int first(int instance) {
        return ring[instance][places[2 * instance + HEAD]];
    }

    void push(int instance, int query) {
        if (length(instance) == ring[instance].length) {
            resize(instance, 2 * length(instance));
        }
        int[] r = ring[instance];
        r[(places[2 * instance + HEAD] + places[2 * instance + LENGTH]++) & (r.length - 1)] = query;
    }

    int pull(int instance) {
        int query = first(instance);
        int size = ring[instance].length;
        places[2 * instance + HEAD] = (places[2 * instance + HEAD] + 1) & (size - 1);
        places[2 * instance + LENGTH]--;
        if (size > LEAST && length(instance) < size / 16) {
            resize(instance, size / 2);
        }
        return query;
    }

    private void resize(int instance, int size) {
        int[] old = ring[instance];
        int[] r = taken(size);
        for (int i = 0; i < length(instance); i++) {
            r[i] = old[(places[2 * instance + HEAD] + i) & (old.length - 1)];
        }
        ring[instance] = r;
        places[2 * instance + HEAD] = 0;
        if (old.length <= LARGEST_KEPT) {
            spare[Integer.numberOfTrailingZeros(old.length)] = old;
        }
    }

    private int[] taken(int size) {
        if (size <= LARGEST_KEPT) {
            int which = Integer.numberOfTrailingZeros(size);
            int[] kept = spare[which];
            if (kept != null) {
                spare[which] = null;
                return kept;
            }
        }
        return new int[size];
    }
}
