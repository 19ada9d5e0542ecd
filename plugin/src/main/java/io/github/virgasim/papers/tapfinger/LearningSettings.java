// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.input.Checks;

/**
 * How TapFinger learns.
 *
 * @param arrivals number of different arrivals in an iteration, at least 1
 * @param siblings episodes with the same arrivals, at least 2
 * @param passes over the steps of an iteration, at least 1
 * @param minibatch steps behind one change of the parameters, at least 1
 * @param rate learning rate at the beginning; falls linearly to a tenth
 * @param clip range of probability ratios
 * @param entropy weight of the entropy at the beginning; falls linearly to 0
 * @param lambda of generalised advantages, per timestep
 * @param valueWeight of the critic's squared error
 * @param largestNorm of a gradient
 */
record LearningSettings(
        int arrivals,
        int siblings,
        int passes,
        int minibatch,
        double rate,
        double clip,
        double entropy,
        double lambda,
        double valueWeight,
        double largestNorm) {
    /** Tasks of the different arrivals of an iteration, where their number allows. */
    private static final long TASKS = 768;

    LearningSettings {
        Checks.atLeastOne("arrivals of an iteration", arrivals);
        Checks.within("episodes with the same arrivals", siblings, 2, 1000);
        Checks.atLeastOne("passes", passes);
        Checks.atLeastOne("minibatch", minibatch);
        Checks.positive("learning rate", rate);
        Checks.within("clip range", clip, 0, 1);
        Checks.notNegative("entropy weight", entropy);
        Checks.within("lambda", lambda, 0, 1);
        Checks.notNegative("value weight", valueWeight);
        Checks.positive("largest gradient norm", largestNorm);
    }

    /**
     * The settings for an experiment: the more tasks its episodes have, the fewer there are in an iteration; after
     * imitation the steps are smaller and nothing rewards other decisions than the teacher's.
     */
    static LearningSettings of(ElasticExperiment experiment, boolean taught) {
        int arrivals = (int) Math.max(2, Math.min(4, TASKS / experiment.tasks()));
        return new LearningSettings(arrivals, 8, 3, 256, taught ? 3e-4 : 7e-4, 0.2, taught ? 0 : 0.01, 0.95, 0.5, 1);
    }
}
