// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.function.IntConsumer;

/** How the batches of a GPU run beside each other. */
interface Runs {
    /** Tells whether one more batch of an instance may start now. */
    boolean fits(int instance);

    /** Starts a batch, known by its first query, that would take some time [s] alone. */
    void start(int instance, int first, double time, double now);

    /** Returns the number of batches of an instance that run now. */
    int running(int instance);

    /** Returns the factor by which the others would stretch one more batch; infinity if it does not fit. */
    double slowdown(int instance);

    /**
     * Ends all batches of a worker unfinished. The queries are handed over one by one; each may be removed at once if it
     * is not marked as lost.
     */
    void fail(int worker, double now, IntConsumer lost);
}
