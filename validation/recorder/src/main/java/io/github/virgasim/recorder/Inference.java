// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

/** A loaded model that runs one batch after another, on inputs that it has made itself. */
interface Inference extends AutoCloseable {
    /**
     * What a query is.
     *
     * @param size its size
     * @param unit of the size: px, tokens or samples
     * @param precision float16 or float32, of the numbers in its input
     */
    record Query(String size, String unit, String precision) {}

    /** Returns what one query of a batch is. */
    Query query();

    /** Tells whether batches of more than one query are possible. */
    boolean batches();

    /**
     * Runs a batch, inputs and outputs in the host's memory.
     *
     * @param batch number of queries, 1 where none are batched
     */
    void run(int batch);

    @Override
    void close();
}
