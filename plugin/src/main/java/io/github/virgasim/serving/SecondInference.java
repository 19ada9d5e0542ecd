// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * ECSRL's task offloading: a result that is not confident enough is worth nothing, and the query goes on to the most
 * accurate model for its task in the data centre. A result's confidence follows a beta distribution whose mean is the
 * model's accuracy (our choice; the poster gives the mechanism, not the law); the answer of the last model is taken as it
 * is.
 *
 * @param concentration a + b of the beta distribution, above 0, at most 10^9; the larger, the closer a model's results are
 *     to its mean
 */
public record SecondInference(double concentration) {
    private static final double MOST_CONCENTRATED = 1e9;

    /** Checks the value. */
    public SecondInference {
        Checks.positive("concentration of confidence", concentration);
        Checks.atMost("concentration of confidence", concentration, MOST_CONCENTRATED);
    }

    /**
     * Returns how likely a model's result is good enough.
     *
     * @param accuracy the model's accuracy [%], 0 to 100
     * @param minConfidence lowest confidence accepted, 0 to below 1
     * @return probability
     */
    public double acceptance(double accuracy, double minConfidence) {
        double mean = accuracy / 100;
        if (minConfidence == 0 || mean == 1) {
            return 1;
        }
        if (mean == 0) {
            return 0;
        }
        return 1
                - new BetaDistribution(null, concentration * mean, concentration * (1 - mean))
                        .cumulativeProbability(minConfidence);
    }
}
