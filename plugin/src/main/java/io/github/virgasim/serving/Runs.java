// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How the batches of a GPU run beside each other. {@link Servers} decides what starts and when; an implementation puts the
 * ends into the calendar, as events of the kind {@link Event#BATCH} or {@link Event#RUNS}, and is handed each of them back.
 * Queries of one batch are linked by {@link Queries#next}; those that end together may be other ones than those that started
 * together.
 */
interface Runs {
    /** Nothing has ended: a list without queries. */
    int NONE = Queries.END;

    /** Has room for as many as the rule of batching lets start together. */
    int ANY = Integer.MAX_VALUE;

    /** Makes what runs the batches of each worker. */
    @FunctionalInterface
    interface Choice {
        Runs[] of(EdgeTopology topology, Queries queries, Calendar calendar, Meters meters);
    }

    /** Runs the batches of a worker one at a time or side by side, as its device is used. */
    static Runs[] byDevice(EdgeTopology topology, Queries queries, Calendar calendar, Meters meters) {
        Runs exclusive = new ExclusiveRuns(topology.instances(), queries, calendar, meters);
        Runs shared = new SharedRuns(topology, queries, calendar, meters);
        Runs[] runs = new Runs[topology.workers().size()];
        Arrays.setAll(runs, w -> {
            GpuSharing sharing = topology.workers().get(w).sharing();
            if (sharing.copiesOverlap()) {
                return new OverlapRuns(topology, w, queries, calendar, meters);
            } else if (!topology.workers().get(w).isShared()) {
                return exclusive;
            } else if (sharing.law() instanceof Turns turns) {
                return new TurnRuns(topology, w, turns, queries, calendar, meters);
            } else if (sharing.law() instanceof Occupancy law) {
                return new OccupancyRuns(topology, w, law, sharing.threadShare(), queries, calendar, meters);
            }
            return shared;
        });
        return runs;
    }

    /**
     * Tells whether instances take turns: the one whose oldest query came first goes first, and the others wait even if they
     * would have room.
     */
    boolean takesTurns();

    /** Returns how many queries of an instance may start together now: 0 for none, or up to {@link #ANY}. */
    int room(int instance);

    /** Starts a batch, known by its first query, that would take some time [s] alone. */
    void start(int instance, int first, double time, double now);

    /**
     * Handles an event that has been put into the calendar.
     *
     * @param subject the query of an {@link Event#BATCH}, or the instance (not its rank) of an {@link Event#RUNS}
     * @param now when it is due [s]
     * @return the first of the queries that have ended, all of one instance, or {@link #NONE}
     */
    int end(int subject, double now);

    /** Returns the time that the queries which have just ended took over the time that they take alone. */
    double stretch(int first, double now);

    /** Returns the number of batches of an instance that run now. */
    int running(int instance);

    /** Returns the factor by which the others would stretch one more batch; infinity if it does not fit. */
    double slowdown(int instance);

    /**
     * Ends all batches of a worker unfinished. The queries are handed over one by one. Those marked as {@link Queries#LOST}
     * keep their slots until the event that would have ended their batch; the others may be removed at once.
     */
    void fail(int worker, double now, IntConsumer lost);
}
