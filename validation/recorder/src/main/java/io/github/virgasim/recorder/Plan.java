// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.List;

/**
 * What is recorded. Each round does a part of all of it, so that a machine whose speed drifts, as others use it, does so for
 * profile, capacity and loads alike.
 *
 * @param loads to be served under, each in percent of the capacity
 * @param batches that are profiled, rising from 1; the server makes none above the last
 * @param rounds how often
 * @param repetitions of each batch of the profile in a round, at most
 * @param fewest repetitions however long they take
 * @param cellNanos after this much time no further repetition begins [ns]
 * @param runNanos length of the arrivals of each load in a round [ns]; a third for capacity
 */
record Plan(
        List<Integer> loads,
        List<Integer> batches,
        int rounds,
        int repetitions,
        int fewest,
        long cellNanos,
        long runNanos) {
    private static final List<Integer> BATCHES = List.of(1, 2, 3, 4, 6, 8);

    /** Returns the plan for loads whose recording of three loads takes less than two minutes. */
    static Plan of(List<Integer> loads) {
        return new Plan(loads, BATCHES, 8, 12, 3, 250_000_000L, 3_000_000_000L);
    }

    /** Returns the same plan for a server that may batch or not. */
    Plan batching(boolean possible) {
        return possible ? this : new Plan(loads, List.of(1), rounds, repetitions, fewest, cellNanos, runNanos);
    }

    /** Returns the largest batch. */
    int maxBatch() {
        return batches.get(batches.size() - 1);
    }

    /** Returns how many steps a progress bar has: cold start and sharing, then profile, capacity and loads of each round. */
    int steps() {
        return 2 + rounds * (2 + loads.size());
    }
}
