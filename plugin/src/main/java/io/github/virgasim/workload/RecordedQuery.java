// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.input.Checks;

/**
 * A query of a recording, and what was recorded of it besides.
 *
 * @param time when it was sent [s], not negative
 * @param streamClass index of its class
 * @param site index of the site that it came from
 * @param size its input size, in the task's unit, positive; NaN for its class's. Policies reckon with the class's
 * @param requestBytes its size on the network [byte], not negative; NaN for its class's
 * @param request number of the request that it belongs to, 0 to below {@value #MOST_REQUESTS}, or {@link #ALONE}. The queries
 *     of a request are answered together, when the last one is
 * @param instance index of the instance that served it, {@link #REJECTED}, or {@link #UNDECIDED}
 */
public record RecordedQuery(
        double time, int streamClass, int site, double size, double requestBytes, int request, int instance) {
    /** The most requests: each takes 20 bytes. */
    public static final int MOST_REQUESTS = 10_000_000;

    /** The request of a query that is one by itself. */
    public static final int ALONE = -1;

    /** The instance of a query that was turned away. */
    public static final int REJECTED = -1;

    /** The instance of a query of which no decision was recorded. */
    public static final int UNDECIDED = -2;

    /**
     * Checks the values; whoever takes the query checks time and site.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a value is outside its range
     */
    public RecordedQuery {
        if (!Double.isNaN(size)) {
            Checks.positive("input size of recorded query", size);
        }
        if (!Double.isNaN(requestBytes)) {
            Checks.notNegative("request size [byte] of recorded query", requestBytes);
        }
        Checks.within("request of recorded query", request, ALONE, MOST_REQUESTS - 1);
        Checks.within("instance of recorded query", instance, UNDECIDED, Integer.MAX_VALUE);
    }

    /**
     * Makes a query that is as its class says, alone, and of which no decision was recorded.
     *
     * @param time when it was sent [s], not negative
     * @param streamClass index of its class
     * @param site index of the site that it came from
     */
    public RecordedQuery(double time, int streamClass, int site) {
        this(time, streamClass, site, Double.NaN, Double.NaN, ALONE, UNDECIDED);
    }

    /**
     * Returns the query with a size of its own.
     *
     * @param own input size, in the task's unit, positive
     * @return a copy
     */
    public RecordedQuery withSize(double own) {
        return new RecordedQuery(time, streamClass, site, own, requestBytes, request, instance);
    }

    /**
     * Returns the query with a length of its own on the network.
     *
     * @param own [byte], not negative
     * @return a copy
     */
    public RecordedQuery withRequestBytes(double own) {
        return new RecordedQuery(time, streamClass, site, size, own, request, instance);
    }

    /**
     * Returns the query as a part of a request.
     *
     * @param number of the request, 0 to below {@value #MOST_REQUESTS}
     * @return a copy
     */
    public RecordedQuery ofRequest(int number) {
        return new RecordedQuery(time, streamClass, site, size, requestBytes, number, instance);
    }

    /**
     * Returns the query with the decision that was recorded, which the policy {@code recorded} follows.
     *
     * @param index of the instance that served it, or {@link #REJECTED}
     * @return a copy
     */
    public RecordedQuery decided(int index) {
        return new RecordedQuery(time, streamClass, site, size, requestBytes, request, index);
    }

    /** Tells whether there is more to it than time, class and site. */
    private boolean hasMore() {
        return !Double.isNaN(size) || !Double.isNaN(requestBytes) || request != ALONE || instance != UNDECIDED;
    }

    /** The stream of this query alone. */
    Client client(double[] lifetimes) {
        Checks.within("class index of recorded query", streamClass, 0, lifetimes.length - 1);
        return new Client(time, streamClass, site, lifetimes[streamClass], hasMore() ? this : null);
    }
}
