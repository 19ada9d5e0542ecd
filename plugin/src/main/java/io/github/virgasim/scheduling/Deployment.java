// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Which instances are in the GPUs' memory, and the means to change it. An instance that is not in memory serves nothing,
 * and no policy is offered room on it. Memory is never taken beyond a worker's limit. An index out of range ends the run
 * with a {@link PolicyFaultException}.
 */
public interface Deployment {
    /**
     * Tells whether an instance is in memory, or on its way there, and is to stay.
     *
     * @param instance index of the instance
     * @return false if it is not in memory or is leaving
     */
    boolean stays(int instance);

    /**
     * Returns the memory of a worker that is not taken.
     *
     * @param worker index of the worker
     * @return [MiB]
     */
    double freeMemory(int worker);

    /**
     * Returns how many queries an instance has now, waiting and in service.
     *
     * @param instance index of the instance
     * @return number of waiting queries and running batches
     */
    int occupancy(int instance);

    /**
     * Begins to load an instance; it takes its memory now and serves after the cold start.
     *
     * @param instance index of the instance
     * @return false, with nothing changed, if it is in memory already or does not fit
     */
    boolean load(int instance);

    /**
     * Sends no more queries to an instance: bound streams look for another, what it has is finished, and then its memory
     * is free. Queries that arrive after that are lost. Does nothing if the instance is not in memory.
     *
     * @param instance index of the instance
     */
    void evict(int instance);
}
