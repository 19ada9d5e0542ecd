// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/** What a listener is told besides what {@link Queries} has; kept only where somebody listens. */
final class QueryJournal {
    private final Queries queries;
    private final QueryListener listener;
    private long sent;
    private long[] id = new long[64];
    private double[] started = new double[64];
    private int[] batch = new int[64];

    QueryJournal(Queries queries, QueryListener listener) {
        this.queries = queries;
        this.listener = listener;
    }

    void sent(int query) {
        if (query >= id.length) {
            int length = Math.max(2 * id.length, query + 1);
            id = Arrays.copyOf(id, length);
            started = Arrays.copyOf(started, length);
            batch = Arrays.copyOf(batch, length);
        }
        id[query] = sent++;
    }

    void started(int first, double now) {
        int size = queries.batchSize(first);
        for (int query = first; query != Queries.END; query = queries.next(query)) {
            started[query] = now;
            batch[query] = size;
        }
    }

    void answered(int query, double now) {
        listener.answered(
                id[query],
                queries.streamClass(query),
                queries.instance(query),
                queries.created(query),
                queries.arrived(query),
                started[query],
                now,
                batch[query]);
    }

    void passedOn(int query, double now) {
        listener.passedOn(
                id[query],
                queries.streamClass(query),
                queries.instance(query),
                queries.arrived(query),
                started[query],
                now);
    }

    void delivered(int query, int last, double completed) {
        listener.delivered(id[query], id[last], completed);
    }
}
