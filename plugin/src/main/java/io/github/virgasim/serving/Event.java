// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Instance;
import java.util.List;

/**
 * The events of queries and workers, as the whole numbers that a {@link Calendar} keeps: what happens, and to whom. What
 * happens is the priority too: of events at one time the smaller kind comes first, and of one kind the smaller subject.
 */
final class Event {
    /** A batch that runs on its own has ended; to the query that leads it. */
    static final int BATCH = 0;
    /** Batches that run beside each other on a worker end, or go on otherwise; to an instance there, by its rank. */
    static final int RUNS = 1;
    /** Queries that waited for a fuller batch need not wait any longer; to their instance, by its rank. */
    static final int TIMER = 2;
    /** A variant is in memory now; to its instance. */
    static final int LOADED = 3;
    /** A query reaches its instance; to the query. */
    static final int ARRIVAL = 4;

    /** Leaves room for 268 million queries under way at once, and for eight kinds. */
    private static final int SUBJECT_BITS = 28;

    private static final int SUBJECT = (1 << SUBJECT_BITS) - 1;

    private Event() {}

    static int of(int kind, int subject) {
        return kind << SUBJECT_BITS | subject;
    }

    /** Returns the code of the events of a GPU that runs batches beside each other: they go to the first of its instances. */
    static int runs(List<Instance> onWorker) {
        return of(RUNS, onWorker.stream().mapToInt(Instance::rank).min().orElse(0));
    }

    static int kind(int code) {
        return code >>> SUBJECT_BITS;
    }

    static int subject(int code) {
        return code & SUBJECT;
    }
}
