// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;

/**
 * The largest share of queries that any scheduler could serve, had it to deal with mean rates only: a linear programme
 * that splits the rate offered at each site by each class over the workers that have a feasible variant.
 *
 * <p>Feasible is what meets accuracy and expected delay by ASET's rule 2 (d + 2 sigma) + D_v &lt;= D on the planned links;
 * the worker's best feasible variant counts. Queueing, jitter, failures, slowed links and the
 * granularity of streams, which all lower what can be served, are left out, so no policy can stay above the bound for long.
 * Sites that are alike and workers that are equal are put together, so that 20,000 sites take seconds.
 */
public final class ServableBound {
    private final RequestPools pools;
    private final int sites;
    private final int classes;
    private final double[] time;
    private final double seconds;

    /**
     * Finds where requests may be served.
     *
     * @param scenario whose topology and classes count
     */
    public ServableBound(ServingScenario scenario) {
        pools = new RequestPools(scenario.topology(), scenario.workload().classes());
        sites = scenario.topology().sites().size();
        classes = scenario.workload().classes().size();
        time = scenario.topology().workers().stream().mapToDouble(worker -> 1).toArray();
        seconds = scenario.settings().duration() - scenario.settings().warmup();
    }

    /**
     * Bounds the share for rates as they were in a run, from warm-up to duration.
     *
     * @param statistics how many queries each class sent at each site
     * @return the largest share of those queries that could have been served, 0 to 1; 1 if there were none
     */
    public double share(ServingStatistics statistics) {
        double[] rate = new double[pools.size()];
        double total = 0;
        for (int site = 0; site < sites; site++) {
            for (int k = 0; k < classes; k++) {
                double offered = statistics.offeredAt(site, k) / seconds;
                total += offered;
                rate[pools.poolOf(site, k)] += offered;
            }
        }
        return total == 0 ? 1 : Math.min(1, RateProgramme.most(pools, rate, time) / total);
    }
}
