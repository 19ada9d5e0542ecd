// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Requests of several queries, which are answered together when the last one is: fork and join. A query that is turned away
 * or lost is not waited for. Queries that have been processed and wait for others are linked by {@link Queries#next}.
 */
final class Joins {
    private static final int NONE = -1;

    private final Queries queries;
    /** By request: queries that are still to come or under way, and the first of those that wait for them. */
    private final int[] open;

    private final int[] waiting;
    /** The query of each request whose answer comes last, and when. */
    private final int[] last;

    private final double[] completed;

    Joins(Queries queries, int[] sizes) {
        this.queries = queries;
        open = sizes;
        waiting = new int[sizes.length];
        Arrays.fill(waiting, NONE);
        last = new int[sizes.length];
        completed = new double[sizes.length];
    }

    /** A query's answer reaches its client at some time; hands over the queries that are answered with it. */
    void answered(int query, double time, IntConsumer taker) {
        int request = queries.request[query];
        queries.next(query, waiting[request]);
        waiting[request] = query;
        if (queries.next(query) == NONE || time > completed[request]) {
            completed[request] = time;
            last[request] = query;
        }
        gone(request, taker);
    }

    /** A query of a request has gone, with an answer or without; hands over the others if they have waited for it alone. */
    void gone(int request, IntConsumer taker) {
        if (--open[request] == 0) {
            int first = waiting[request];
            waiting[request] = NONE;
            for (int query = first; query != NONE; ) {
                int before = queries.next(query);
                taker.accept(query);
                query = before;
            }
        }
    }

    /** Returns the query whose answer comes last, while its request is handed over. */
    int last(int request) {
        return last[request];
    }

    /** Returns when a request's answer has reached the client. */
    double completed(int request) {
        return completed[request];
    }
}
