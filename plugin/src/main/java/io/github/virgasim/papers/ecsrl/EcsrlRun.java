// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.report.RunReach;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.function.Consumer;

/**
 * A finished run, as ECSRL measures it. Steps and energy count from time 0 until the last request has been answered, the
 * statistics of requests from the end of the warm-up.
 *
 * @param seed of the run
 * @param requests requests since time 0, at least 1: the number of steps
 * @param end when the last request had been answered [s]
 * @param energy what all workers drew at the wall [J]
 * @param degradation sum of the degradations of all inferences
 * @param inferences how many there were, second inferences counted again
 * @param statistics outcomes of the requests
 */
record EcsrlRun(
        long seed,
        long requests,
        double end,
        double energy,
        double degradation,
        long inferences,
        ServingStatistics statistics) {
    /**
     * Runs a scenario to its end.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers
     * @return the outcome
     */
    public static EcsrlRun execute(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        return execute(scenario, policy, seed, reach -> {});
    }

    /** Runs a scenario likewise, and tells how far it went from time 0 on. */
    static EcsrlRun execute(ServingScenario scenario, SchedulingPolicy policy, long seed, Consumer<RunReach> ended) {
        ServingEngine engine = new ServingEngine(scenario, policy, seed);
        ServingStatistics statistics = engine.finish();
        ended.accept(RunReach.of(engine));
        long requests = 0;
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            requests += engine.monitoring().sent(k);
        }
        EcsrlObjective.Step all = new EcsrlObjective.Meter(engine).read();
        return new EcsrlRun(
                seed,
                Math.max(1, requests),
                engine.now(),
                all.energy(),
                all.degradation(),
                engine.processed(),
                statistics);
    }

    /**
     * Returns the objective, per step: the mean over the requests of alpha E_t + beta d_t.
     *
     * @param objective references, the same for all policies that are compared
     * @param weights alpha and beta, taken as fixed
     * @return at least 0; the smaller the better
     */
    public double objective(EcsrlObjective objective, EcsrlWeights weights) {
        return objective.cost(new EcsrlObjective.Step(energy, degradation), weights.alpha(), weights.beta(0))
                / requests;
    }

    /**
     * Returns the throughput: the share of the requests that were answered within their deadline.
     *
     * @return 0 to 1; NaN if there was none after the warm-up
     */
    public double throughput() {
        return (double) statistics.served() / statistics.offered();
    }

    /**
     * Returns the energy per request, idle power included.
     *
     * @return [J]
     */
    public double energyPerRequest() {
        return energy / requests;
    }

    /**
     * Returns the mean degradation.
     *
     * @return over all inferences, at least 1; NaN if there was none
     */
    public double meanDegradation() {
        return degradation / inferences;
    }
}
