// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Locale;

/**
 * How instances treat their queries, and how they get into memory.
 *
 * @param batching when waiting queries become a batch
 * @param queueLimit most queries that wait at one instance, at least 1; under lasting overload nothing else bounds the
 *     memory of a run, some 100 bytes for each query at the busiest time
 * @param drop which query goes when the queue is full
 * @param loadBandwidth how fast a variant's memory is filled [MiB/s], positive; infinite without cold starts
 * @param initialization what a start takes besides [s], not negative
 * @param placementPeriod time between decisions of a {@link io.github.virgasim.scheduling.DemandPlacement} [s], positive; infinite if nothing is loaded
 *     or evicted unless the engine is told so
 */
public record InstanceRules(
        Batching batching,
        int queueLimit,
        Drop drop,
        double loadBandwidth,
        double initialization,
        double placementPeriod) {

    /** Which query is rejected when a queue is full. */
    public enum Drop {
        /** The one that comes: tail drop. */
        NEWEST,
        /** The one that has waited longest: head drop. */
        OLDEST,
        /**
         * The one that comes; and whenever a batch starts, those that can no longer be answered in time, with the
         * expected way back reckoned at d + 2 sigma.
         */
        EXPIRED
    }

    /** Batches of what waits when the GPU is free; queues without limit; no cold starts; nothing loaded or evicted. */
    public static final InstanceRules DEFAULT = new InstanceRules(
            Batching.dynamic(0), Integer.MAX_VALUE, Drop.NEWEST, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);

    /** Checks the values. */
    public InstanceRules {
        Checks.atLeastOne("queue limit", queueLimit);
        Checks.notNegative("initialization time [s]", initialization);
        positive("load bandwidth [MiB/s]", loadBandwidth);
        positive("placement period [s]", placementPeriod);
    }

    private static void positive(String what, double value) {
        if (!(value > 0)) {
            throw new InvalidInputException(String.format(Locale.ROOT, "%s must be positive, was '%s'", what, value));
        }
    }

    /**
     * Returns the rules with another batching.
     *
     * @param other the new rule
     * @return the changed rules
     */
    public InstanceRules with(Batching other) {
        return new InstanceRules(other, queueLimit, drop, loadBandwidth, initialization, placementPeriod);
    }

    /**
     * Returns how long a variant takes from the decision to load it to its first query.
     *
     * @param gpuMemoryMib its memory [MiB]
     * @return [s]
     */
    public double coldStart(double gpuMemoryMib) {
        return gpuMemoryMib / loadBandwidth + initialization;
    }
}
