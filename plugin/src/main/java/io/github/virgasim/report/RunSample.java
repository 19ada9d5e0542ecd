// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.serving.ServingScenario;
import java.util.List;

/**
 * What was watched of one run: how busy its workers were, and the ways of some of its queries.
 *
 * @param policy who decided where
 * @param seed of the run
 * @param scenario what was served
 * @param interval length of the intervals [s], the first of which begins at 0
 * @param busy for each interval, the busy share of each worker in the order of the topology, 0 to 1; NaN where it was down at
 *     the interval's end
 * @param answered queries that were sent after the warm-up and answered, of which the queries are a sample
 * @param queries in the order in which they were sent
 */
public record RunSample(
        String policy,
        long seed,
        ServingScenario scenario,
        double interval,
        List<float[]> busy,
        long answered,
        List<Query> queries) {
    /** Copies the lists. */
    public RunSample {
        busy = List.copyOf(busy);
        queries = List.copyOf(queries);
    }

    /**
     * Renames the policy, where several go by one name.
     *
     * @param name as in the tables
     * @return the same run
     */
    public RunSample by(String name) {
        return new RunSample(name, seed, scenario, interval, busy, answered, queries);
    }

    /**
     * The way of a query that was answered. All times are on the run's clock [s] and do not fall from one to the next.
     *
     * @param id number of the query among those sent to an instance
     * @param streamClass index of its class
     * @param instance index of the instance that answered
     * @param created when the client sent it
     * @param arrived when it reached that instance, after a second inference the second one
     * @param started when its batch left the queue
     * @param ended when its batch had been processed
     * @param completed when the client had the answer, or all answers of its request
     * @param batch number of queries in its batch
     */
    public record Query(
            long id,
            int streamClass,
            int instance,
            double created,
            double arrived,
            double started,
            double ended,
            double completed,
            int batch) {
        /**
         * Returns how long the client waited.
         *
         * @return [s]
         */
        public double latency() {
            return completed - created;
        }
    }
}
