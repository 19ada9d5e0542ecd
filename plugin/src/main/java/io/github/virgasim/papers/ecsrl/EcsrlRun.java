// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.report.RunReach;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.function.Consumer;

/**
 * A finished run, as ECSRL measures it. Steps and energy count from time 0 until the last request has been answered, the
 * statistics of requests from the end of the warm-up.
 *
 * @param seed of the run
 * @param requests requests since time 0, at least 1: the number of steps
 * @param end when the last request had been answered [s]
 * @param energy what all workers drew at the wall [J]
 * @param idle what they would have drawn without any request [J]
 * @param degradation sum of the degradations of all inferences
 * @param inferences how many there were, second inferences counted again
 * @param stretch sum over the answers of the time from reaching the instance that answered until the end of processing, over
 *     the time that processing takes alone
 * @param answers how many there were
 * @param waited sum over all inferences of the time from reaching the instance until processing begins, over the time that
 *     processing takes alone
 * @param statistics outcomes of the requests
 */
record EcsrlRun(
        long seed,
        long requests,
        double end,
        double energy,
        double idle,
        double degradation,
        long inferences,
        double stretch,
        long answers,
        double waited,
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
        Stretch stretch = new Stretch(scenario);
        engine.listen(stretch);
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
                engine.now() * EcsrlObjective.idlePower(scenario),
                all.degradation(),
                engine.processed(),
                stretch.sum,
                stretch.answers,
                stretch.waited,
                statistics);
    }

    /** Sums up by how much answers took longer than alone, waiting included, and how long all inferences waited. */
    private static final class Stretch implements QueryListener {
        private final List<Instance> instances;
        private final List<StreamClass> classes;
        private double sum;
        private long answers;
        private double waited;

        Stretch(ServingScenario scenario) {
            instances = scenario.topology().instances();
            classes = scenario.workload().classes();
        }

        @Override
        public void answered(
                long id,
                int streamClass,
                int instance,
                double created,
                double arrived,
                double started,
                double ended,
                int batch) {
            double alone = alone(streamClass, instance);
            sum += (ended - arrived) / alone;
            waited += (started - arrived) / alone;
            answers++;
        }

        @Override
        public void passedOn(long id, int streamClass, int instance, double arrived, double started, double ended) {
            waited += (started - arrived) / alone(streamClass, instance);
        }

        private double alone(int streamClass, int instance) {
            return instances
                    .get(instance)
                    .variant()
                    .processingDelay(classes.get(streamClass).size());
        }
    }

    /**
     * Returns the objective, per step: the mean over the requests of alpha E_t + beta d_t.
     *
     * @param objective references, the same for all policies that are compared
     * @param weights alpha and beta, taken as fixed
     * @return at least 0; the smaller the better
     */
    public double objective(EcsrlObjective objective, EcsrlWeights weights) {
        return perRequest(objective, weights, degradation);
    }

    /**
     * Returns the objective, per step, with the time that inferences wait counted as degradation too.
     *
     * @param objective as above
     * @param weights as above
     * @return at least {@link #objective}; the smaller the better
     */
    public double objectiveWithWaiting(EcsrlObjective objective, EcsrlWeights weights) {
        return perRequest(objective, weights, degradation + waited);
    }

    private double perRequest(EcsrlObjective objective, EcsrlWeights weights, double sum) {
        return objective.cost(new EcsrlObjective.Step(energy, sum), weights.alpha(), weights.beta(0)) / requests;
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

    /**
     * Returns the mean degradation with waiting: response over solo time. Of a second inference the first one's part is left
     * out.
     *
     * @return over all answers, at least 1 up to rounding; NaN if there was none
     */
    public double meanStretch() {
        return stretch / answers;
    }

    /**
     * Returns the energy of the completed requests: what processing added to devices that would have been idle. Nothing is
     * processed here whose request is not answered.
     *
     * @return [J per answer]; NaN if there was none
     */
    public double energyOfCompleted() {
        return (energy - idle) / answers;
    }
}
