// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

/** Is told of each query that is answered, in the order of the answers; see {@link ServingEngine#listen}. */
@FunctionalInterface
public interface QueryListener {
    /**
     * A query's last inference has ended. All times are on the engine's clock [s]; created &lt;= arrived &lt;= started &lt;= ended.
     *
     * @param id number of the query among those sent to an instance, from 0 in the order in which they were sent
     * @param streamClass index of its class
     * @param instance index of the instance that answered
     * @param created when the client sent it
     * @param arrived when it reached the instance
     * @param started when its batch left the queue
     * @param ended when its batch had been processed; the way back to the client follows
     * @param batch number of queries in its batch, at least 1
     */
    void answered(
            long id,
            int streamClass,
            int instance,
            double created,
            double arrived,
            double started,
            double ended,
            int batch);
}
