// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

/**
 * A client's stream of queries.
 *
 * @param time when the client arrives [s]
 * @param streamClass index of its class in the workload
 * @param site index of its site in the topology
 * @param lifetime how long it stays [s], positive
 * @param recorded what was recorded of its only query; null if that is nothing but time, class and site
 */
public record Client(double time, int streamClass, int site, double lifetime, RecordedQuery recorded) {
    /**
     * Makes a client of whose queries nothing was recorded.
     *
     * @param time when the client arrives [s]
     * @param streamClass index of its class in the workload
     * @param site index of its site in the topology
     * @param lifetime how long it stays [s], positive
     */
    public Client(double time, int streamClass, int site, double lifetime) {
        this(time, streamClass, site, lifetime, null);
    }
}
