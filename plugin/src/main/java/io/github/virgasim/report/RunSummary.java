// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.Serializable;

/**
 * One run of a scenario in numbers. Queries are those sent from the end of the warm-up to the scenario's duration; everything
 * is a total, mean or percentile over that time, nothing is momentary.
 *
 * @param policy name of the scheduling policy
 * @param seed of the run
 * @param lambda mean rate at which clients arrive [clients/min]
 * @param offered queries sent
 * @param served those answered within their deadline
 * @param late those answered after their deadline
 * @param rejected those rejected, {@code lost} and {@code refusedByWorker} included
 * @param lost those that a failing worker took with it
 * @param refusedByWorker those whose worker had no room, which the policy, seeing old loads, did not know
 * @param meanLatency of the answered queries [s]; NaN if none was answered
 * @param medianLatency their 50th percentile [s]; NaN if none was answered
 * @param p95Latency their 95th percentile [s]; NaN if none was answered
 * @param p99Latency their 99th percentile [s]; NaN if none was answered
 * @param utilization mean busy share of all workers over that time, 0 to 1
 * @param energy what all workers drew at the wall over that time, idle power included [J]
 */
public record RunSummary(
        String policy,
        long seed,
        double lambda,
        long offered,
        long served,
        long late,
        long rejected,
        long lost,
        long refusedByWorker,
        double meanLatency,
        double medianLatency,
        double p95Latency,
        double p99Latency,
        double utilization,
        double energy)
        implements Serializable {

    /**
     * Returns the share of the queries that were answered in time.
     *
     * @return 0 to 1; NaN if no query was sent
     */
    public double servedShare() {
        return (double) served / offered;
    }

    /**
     * Returns the share of the queries that were answered late.
     *
     * @return 0 to 1; NaN if no query was sent
     */
    public double lateShare() {
        return (double) late / offered;
    }

    /**
     * Returns the share of the queries that were rejected.
     *
     * @return 0 to 1; NaN if no query was sent
     */
    public double rejectedShare() {
        return (double) rejected / offered;
    }

    /**
     * Returns the energy per answered query, the workers' idle power included.
     *
     * @return [J]; NaN if none was answered
     */
    public double energyPerQuery() {
        return served + late == 0 ? Double.NaN : energy / (served + late);
    }
}
