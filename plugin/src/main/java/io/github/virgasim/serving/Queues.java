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

    private final int[][] ring;
    private final int[] head;
    private final int[] length;
    /** Buffers that are not in use, by the logarithm of their size; null where there is none. */
    private final int[][] spare = new int[Integer.numberOfTrailingZeros(LARGEST_KEPT) + 1][];

    Queues(int instances) {
        ring = new int[instances][LEAST];
        head = new int[instances];
        length = new int[instances];
    }

    int length(int instance) {
        return length[instance];
    }

    /** Returns for how many queries an instance has room at present. */
    int capacity(int instance) {
        return ring[instance].length;
    }

    /** Returns the query that has waited longest; there must be one. */
    int first(int instance) {
        return ring[instance][head[instance]];
    }

    void push(int instance, int query) {
        if (length[instance] == ring[instance].length) {
            resize(instance, 2 * length[instance]);
        }
        int[] r = ring[instance];
        r[(head[instance] + length[instance]++) & (r.length - 1)] = query;
    }

    int pull(int instance) {
        int query = first(instance);
        int size = ring[instance].length;
        head[instance] = (head[instance] + 1) & (size - 1);
        length[instance]--;
        if (size > LEAST && length[instance] < size / 16) {
            resize(instance, size / 2);
        }
        return query;
    }

    private void resize(int instance, int size) {
        int[] old = ring[instance];
        int[] r = taken(size);
        for (int i = 0; i < length[instance]; i++) {
            r[i] = old[(head[instance] + i) & (old.length - 1)];
        }
        ring[instance] = r;
        head[instance] = 0;
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
