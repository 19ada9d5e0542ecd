// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;

/** What an engine has come to: for those who read and report, and do not act on it. All is as of {@link #now()}. */
public interface EngineState {
    /**
     * Returns the clock.
     *
     * @return [s]
     */
    double now();

    /**
     * Returns the scenario that is served.
     *
     * @return as given
     */
    ServingScenario scenario();

    /**
     * Returns the policy in force.
     *
     * @return as given
     */
    SchedulingPolicy policy();

    /**
     * Returns what a policy would see now.
     *
     * @return a live view
     */
    ServingView view();

    /**
     * Returns what monitoring reports now.
     *
     * @return a live reading
     */
    Monitoring monitoring();

    /**
     * Returns the outcomes so far.
     *
     * @return live statistics
     */
    ServingStatistics statistics();

    /**
     * Returns the number of clients.
     *
     * @return streams that are active at this moment
     */
    int clients();

    /**
     * Returns the number of queries, those of the warm-up included, that have been sent and whose outcome is not known now.
     *
     * @return queries under way at this moment
     */
    int queriesUnderWay();

    /**
     * Tells whether a worker is up now.
     *
     * @param worker index of the worker
     * @return false while it has failed or is not there
     */
    boolean isUp(int worker);

    /**
     * Returns whether a worker is up now, and if not, why.
     *
     * @param worker index of the worker
     * @return its state
     */
    WorkerState workerState(int worker);

    /**
     * Returns how long a worker has been up.
     *
     * @param worker index of the worker
     * @return [s], sum from 0 to now
     */
    double upTime(int worker);

    /**
     * Returns a worker's utilisation at this moment: mostly 0 or 1 where one batch runs at a time. The mean from 0 to now is
     * {@link #busyTime} / {@link #now}; that of an interval follows from the busy times at its ends.
     *
     * @param worker index of the worker
     * @return busy share of its GPU now, momentary, 0 to 1
     */
    double utilization(int worker);

    /**
     * Returns how long a worker has been busy.
     *
     * @param worker index of the worker
     * @return integral of its utilisation, a sum from 0 to now [s]
     */
    double busyTime(int worker);

    /**
     * Returns a worker's power at this moment. The mean from 0 to now is {@link #energy} / {@link #now}.
     *
     * @param worker index of the worker
     * @return at the wall now, momentary [W]; 0 while it is down
     */
    double power(int worker);

    /**
     * Returns the energy that a worker has drawn at the wall: the integral of its power.
     *
     * @param worker index of the worker
     * @return [J], sum from 0 to now, idle power included while the worker was up
     */
    double energy(int worker);

    /**
     * Returns the largest batch that an instance has started.
     *
     * @param instance index of the instance
     * @return number of queries; 0 if it has started none
     */
    int largestBatch(int instance);

    /**
     * Returns how many queries have been processed, second inferences counted again.
     *
     * @return number of queries, sum from 0 to now
     */
    long processed();

    /**
     * Returns the sum of the processed queries' degradations. A query's degradation is the time that its batch took over
     * the time that the batch takes alone on the GPU; waiting is no part of it.
     *
     * @return sum from 0 to now; the mean is it divided by {@link #processed()}, at least 1 where sharing slows down
     */
    double degradation();

    /**
     * Tells whether all queries have been sent and all their outcomes are known.
     *
     * @return true at the end
     */
    boolean isFinished();
}
