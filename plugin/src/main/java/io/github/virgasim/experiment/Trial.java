// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

/**
 * One run of an experiment, a pure function of what is run and a seed.
 *
 * @param <K> what is run: scenario, policy, whatever is overridden
 * @param <R> what comes out, as a row of metrics
 */
@FunctionalInterface
public interface Trial<K, R> {
    /**
     * Runs it. Called by several threads at once.
     *
     * @param key what is run
     * @param seed of all random numbers
     * @return the same for the same arguments
     */
    R run(K key, long seed);
}
