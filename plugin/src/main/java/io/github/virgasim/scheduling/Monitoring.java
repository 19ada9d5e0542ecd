// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * What monitoring and profiling report about the whole system: counts since time 0, by class, and the present state, which
 * is momentary. Rates over a window are differences between two readings.
 */
public interface Monitoring {
    /**
     * Returns the time of the reading.
     *
     * @return [s]
     */
    double now();

    /**
     * Returns where things stand.
     *
     * @return the scenario's topology
     */
    EdgeTopology topology();

    /**
     * Returns the classes of streams.
     *
     * @return in the order of their indices
     */
    List<StreamClass> classes();

    /**
     * Returns the number of clients.
     *
     * @return streams that are active now
     */
    int clients();

    /**
     * Returns the active streams of a class.
     *
     * @param streamClass index of the class
     * @return number of streams now
     */
    int clients(int streamClass);

    /**
     * Returns the queries sent.
     *
     * @param streamClass index of the class
     * @return number since time 0
     */
    long sent(int streamClass);

    /**
     * Returns the queries answered within their deadline.
     *
     * @param streamClass index of the class
     * @return number since time 0
     */
    long served(int streamClass);

    /**
     * Returns the queries answered late.
     *
     * @param streamClass index of the class
     * @return number since time 0
     */
    long late(int streamClass);

    /**
     * Returns the queries rejected or lost: ASET's instant failures.
     *
     * @param streamClass index of the class
     * @return number since time 0
     */
    long rejected(int streamClass);

    /**
     * Returns L_vn(t).
     *
     * @param instance index of the instance
     * @return load [queries/s] at the last reading: the mean rates of the streams that were bound then, or, where each query is
     *     scheduled on its own, the rate over the second before
     */
    double load(int instance);

    /**
     * Returns the share of a worker's capacity that is given out, as admission reckons it. It is not how busy the worker is.
     *
     * @param worker index of the worker
     * @return sum over its instances of load / capacity, at the last reading, like {@link #load}
     */
    double utilization(int worker);

    /**
     * Tells whether a worker is up now.
     *
     * @param worker index of the worker
     * @return false while it has failed or is not there
     */
    boolean isUp(int worker);
}
