// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Decides at regular times which variants are loaded on which workers. To replicate a variant is to load it on a further
 * worker.
 */
public interface PlacementPolicy {
    /**
     * Returns the time between decisions; the first comes after one period.
     *
     * @return [s], positive
     */
    double period();

    /**
     * Loads and evicts instances.
     *
     * @param monitoring the system now; not to be kept
     * @param deployment what is in memory; changes take effect at once
     */
    void place(Monitoring monitoring, Deployment deployment);
}
