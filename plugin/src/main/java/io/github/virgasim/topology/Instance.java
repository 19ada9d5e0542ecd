// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.ModelVariant;

/**
 * One model variant on one worker: the (v, n) that a scheduling policy chooses.
 *
 * @param index position among the topology's instances, from 0
 * @param rank position among them by the worker's name, then the model's, as {@link io.github.virgasim.input.Names#ORDER}
 *     compares them; ties between equally good instances go to the lowest rank
 * @param variant the variant v
 * @param worker the worker n
 * @param workerIndex position of the worker among the topology's workers, from 0
 * @param siteIndex position of the worker's site among the topology's sites, from 0
 */
public record Instance(int index, int rank, ModelVariant variant, Worker worker, int workerIndex, int siteIndex) {
    /**
     * Tells whether the instance is in memory from the beginning.
     *
     * @return false if it has to be loaded first
     */
    public boolean loaded() {
        return worker.variants().contains(variant);
    }

    /**
     * Returns the instance's name.
     *
     * @return "model@worker"
     */
    public String name() {
        return variant.model().name() + "@" + worker.name();
    }
}
