// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/** The queries that wait at each instance, first come, first out: one ring buffer for each. */
final class Queues {
    private final int[][] ring;
    private final int[] head;
    private final int[] length;

    Queues(int instances) {
        ring = new int[instances][8];
        head = new int[instances];
        length = new int[instances];
    }

    int length(int instance) {
        return length[instance];
    }

    /** Returns the query that has waited longest; there must be one. */
    int first(int instance) {
        return ring[instance][head[instance]];
    }

    void push(int instance, int query) {
        int[] r = ring[instance];
        if (length[instance] == r.length) {
            r = Arrays.copyOf(r, 2 * r.length);
            for (int i = 0; i < length[instance]; i++) {
                r[i] = ring[instance][(head[instance] + i) & (length[instance] - 1)];
            }
            ring[instance] = r;
            head[instance] = 0;
        }
        r[(head[instance] + length[instance]++) & (r.length - 1)] = query;
    }

    int pull(int instance) {
        int query = first(instance);
        head[instance] = (head[instance] + 1) & (ring[instance].length - 1);
        length[instance]--;
        return query;
    }
}
