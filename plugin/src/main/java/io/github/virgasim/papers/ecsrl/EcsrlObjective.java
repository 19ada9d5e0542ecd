// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.Checks;
import io.github.virgasim.serving.EngineState;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.Comparator;
import java.util.List;

/**
 * ECSRL's objective: the sum over steps of {@code alpha E_t + beta d_t}. A step (our choice) lasts from one request to the
 * next, so that there are as many as requests under every policy. E_t is the energy that all workers draw in it, d_t the
 * sum of the degradations of the inferences that end in it. The poster has their mean; with steps so short that none or
 * several end in one, the sum over the steps is the mean degradation per request times the number of requests, while means
 * would make it pay to let requests end together. A second inference adds its own degradation to its request's.
 *
 * <p>Both are divided by quantities of the scenario that no policy changes, so that policies can be compared: a running
 * mean, as adaptive weights might suggest, would make every policy's terms equal.
 *
 * @param energyReference what a request costs if the data centre's best models answer all of them [J], everybody's idle
 *     power included; positive
 * @param degradationReference mean degradation beside one more request of the same model, over all models on shared
 *     workers; 1 for those beside which none fits
 */
record EcsrlObjective(double energyReference, double degradationReference) {
    /** Checks the references. */
    public EcsrlObjective {
        Checks.positive("reference energy [J]", energyReference);
        Checks.positive("reference degradation", degradationReference);
    }

    /**
     * Finds the references of a scenario.
     *
     * @param scenario at its usual client rate
     * @return its objective
     */
    public static EcsrlObjective of(ServingScenario scenario) {
        List<StreamClass> classes = scenario.workload().classes();
        double weight = 0;
        double requests = 0;
        double energy = 0;
        for (StreamClass streamClass : classes) {
            double rate = streamClass.share() * streamClass.meanLifetime() * streamClass.rate();
            weight += streamClass.share();
            requests += rate;
            energy += rate * energyInTheCloud(scenario, streamClass);
        }
        double idle = idlePower(scenario);
        double requestRate = scenario.workload().clientRate() * requests / weight;
        double degradation = scenario.topology().instances().stream()
                .filter(instance -> instance.worker().isShared())
                .mapToDouble(EcsrlObjective::besideOneMore)
                .average()
                .orElse(1);
        return new EcsrlObjective(idle / requestRate + energy / requests, degradation);
    }

    /** Returns what all workers draw without any request [W]. */
    static double idlePower(ServingScenario scenario) {
        return scenario.topology().workers().stream()
                .mapToDouble(worker -> worker.device().idlePower())
                .sum();
    }

    /** Returns what the data centre's best model adds to the energy of an idle device [J]; 0 if there is none. */
    static double energyInTheCloud(ServingScenario scenario, StreamClass streamClass) {
        return scenario.topology().inDataCenters(streamClass.task()).stream()
                .max(Comparator.comparingDouble(i -> i.variant().accuracy()))
                .map(i -> energy(i.variant(), streamClass))
                .orElse(0.0);
    }

    /** Returns what processing a query adds to the energy of an idle device [J]. */
    static double energy(ModelVariant variant, StreamClass streamClass) {
        return variant.device().powerSlope() * variant.processingDelay(streamClass.size());
    }

    /** Returns 1 where no second request fits beside the first, which then waits undisturbed. */
    private static double besideOneMore(Instance instance) {
        Worker worker = instance.worker();
        int position = worker.allVariants().indexOf(instance.variant());
        int[] two = new int[worker.allVariants().size()];
        two[position] = 2;
        double slowdown = worker.slowdown().of(position, two);
        return slowdown == Double.POSITIVE_INFINITY ? 1 : slowdown;
    }

    /**
     * What a step brought.
     *
     * @param energy E_t [J]
     * @param degradation d_t, summed over the inferences that ended; 0 if none did
     */
    public record Step(double energy, double degradation) {}

    /** Reads the steps of one run off its engine. */
    public static final class Meter {
        private final EngineState engine;
        private double energy;
        private double degradation;

        /**
         * Makes a meter.
         *
         * @param engine a run at time 0
         */
        public Meter(EngineState engine) {
            this.engine = engine;
        }

        /**
         * Ends a step.
         *
         * @return what has come since the last one
         */
        public Step read() {
            double energyNow = 0;
            for (int w = 0; w < engine.scenario().topology().workers().size(); w++) {
                energyNow += engine.energy(w);
            }
            double degradationNow = engine.degradation();
            Step step = new Step(energyNow - energy, degradationNow - degradation);
            energy = energyNow;
            degradation = degradationNow;
            return step;
        }
    }

    /**
     * Returns a step's part of the objective.
     *
     * @param step what it brought
     * @param alpha weight of the energy, not negative
     * @param beta weight of the degradation, not negative
     * @return at least 0
     */
    public double cost(Step step, double alpha, double beta) {
        return alpha * step.energy / energyReference + beta * step.degradation / degradationReference;
    }
}
