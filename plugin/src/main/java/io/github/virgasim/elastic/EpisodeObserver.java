// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/** Is told what happens in an episode; every method may be left out. */
public interface EpisodeObserver {
    /**
     * The decisions of a timestep are final, its progress is still to be made.
     *
     * @param timestep from 0
     * @param clusters by number
     */
    default void decided(long timestep, List<Cluster> clusters) {}

    /**
     * A task is complete.
     *
     * @param task the task
     * @param timestep in which it was completed; its completion time is this less its arrival, plus 1
     */
    default void completed(ElasticTask task, long timestep) {}

    /**
     * A timestep is over: complete tasks are gone, new ones have arrived.
     *
     * @param timestep from 0
     * @param alive tasks that wait or run
     * @param clusters by number
     */
    default void passed(long timestep, long alive, List<Cluster> clusters) {}
}
