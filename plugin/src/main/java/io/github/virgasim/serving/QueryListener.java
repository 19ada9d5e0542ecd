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

    /**
     * An inference has ended whose result is not good enough: the query goes on to another instance. Arguments as in {@link
     * #answered}.
     */
    default void passedOn(long id, int streamClass, int instance, double arrived, double started, double ended) {}

    /**
     * A query's answer is on its way and will reach its client at a known time; where queries join, all answers of its request
     * are, and reach the client together.
     *
     * @param id number of the query, as in {@link #answered}
     * @param last number of the query of the same request whose answer comes last; the query itself if it is alone
     * @param completed when the client has the answer, or all of them [s]
     */
    default void delivered(long id, long last, double completed) {}
}
