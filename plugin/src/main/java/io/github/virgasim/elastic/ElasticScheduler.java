// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

/**
 * Decides which tasks start and what every task holds.
 *
 * <p>In single-task mode it is called once per timestep, in multi-task mode again and again until it starts nothing.
 */
@FunctionalInterface
public interface ElasticScheduler {
    /**
     * Fills a plan.
     *
     * @param view the clusters as they are
     * @param plan empty at the call; what it does not mention stays as it is
     */
    void decide(ElasticView view, Plan plan);
}
