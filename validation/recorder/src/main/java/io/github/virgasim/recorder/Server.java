// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.Arrays;

/**
 * A server as the simulator models it: whenever it is free it takes all requests that have come, at most as many as a batch
 * may have, waits for no further ones, and runs them. It looks at the clock itself; nothing else has to keep up with the
 * arrivals, so that a request is never later than the server's own look.
 */
final class Server {
    private final Clock clock;
    private final Inference inference;
    private final int maxBatch;
    private final long patience;

    /**
     * Makes a server.
     *
     * @param clock gives the time
     * @param inference runs the batches
     * @param maxBatch the largest batch, at least 1
     * @param patience once a request has waited longer than this [ns], the server gives up
     */
    Server(Clock clock, Inference inference, int maxBatch, long patience) {
        this.clock = clock;
        this.inference = inference;
        this.maxBatch = maxBatch;
        this.patience = patience;
    }

    /**
     * Serves requests.
     *
     * @param due when they come, from now on [ns], not falling; at least one
     * @return what was served: at least the first batch
     */
    Served serve(long[] due) {
        int planned = due.length;
        long[] starts = new long[planned];
        long[] dones = new long[planned];
        int[] batches = new int[planned];
        long[] late = new long[planned];
        int begun = 0;
        int count = 0;
        long free = 0;
        long processor = 0;
        long begin = clock.nanos();
        while (count < planned) {
            clock.waitUntil(begin + due[count]);
            long start = clock.nanos() - begin;
            int end = count + 1;
            while (end < planned && end - count < maxBatch && due[end] <= start) {
                end++;
            }
            int batch = end - count;
            long before = clock.processorNanos();
            inference.run(batch);
            processor += clock.processorNanos() - before;
            long done = clock.nanos() - begin;
            late[begun++] = start - Math.max(due[count], free);
            Arrays.fill(starts, count, end, start);
            Arrays.fill(dones, count, end, done);
            Arrays.fill(batches, count, end, batch);
            boolean tooLate = start - due[count] > patience;
            count = end;
            free = done;
            if (tooLate) {
                break;
            }
        }
        return new Served(
                Arrays.copyOf(due, count),
                Arrays.copyOf(starts, count),
                Arrays.copyOf(dones, count),
                Arrays.copyOf(batches, count),
                Arrays.copyOf(late, begun),
                processor,
                planned);
    }
}
