// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/** Where the tasks of an episode come from. */
public interface ArrivalProcess {
    /**
     * Returns the tasks that arrive before a timestep's decisions. Called once for each timestep, in order from 0.
     *
     * @param timestep from 0
     * @return the tasks in order of arrival, possibly none; good until the next call
     */
    List<Arrival> before(long timestep);

    /**
     * Tells whether all tasks of the episode have arrived.
     *
     * @return true if {@link #before} will return no more tasks
     */
    boolean isExhausted();
}
