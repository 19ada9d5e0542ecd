// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** How the time of a batch strays from D_v: a random factor with mean 1. */
public final class ServiceLaw {
    private static final double LARGEST_CV = 100;

    private final String name;
    private final double cv;

    private ServiceLaw(String name, double cv) {
        this.name = name;
        this.cv = cv;
    }

    /**
     * Makes every batch take exactly D_v.
     *
     * @return the law
     */
    public static ServiceLaw deterministic() {
        return new ServiceLaw("deterministic", 0);
    }

    /**
     * Makes times exponentially distributed with mean D_v.
     *
     * @return the law
     */
    public static ServiceLaw exponential() {
        return new ServiceLaw("exponential", 1);
    }

    /**
     * Makes times log-normally distributed with mean D_v.
     *
     * @param cv coefficient of variation, above 0, at most 100
     * @return the law
     */
    public static ServiceLaw logNormal(double cv) {
        Checks.positive("coefficient of variation of service times", cv);
        return new ServiceLaw("log-normal", Checks.atMost("coefficient of variation of service times", cv, LARGEST_CV));
    }

    /**
     * Returns the law's name.
     *
     * @return deterministic, exponential or log-normal
     */
    public String name() {
        return name;
    }

    /**
     * Returns the coefficient of variation.
     *
     * @return standard deviation over mean
     */
    public double cv() {
        return cv;
    }

    /** Opens the factors of one run. */
    SharedStateContinuousSampler factors(UniformRandomProvider random) {
        return switch (name) {
            case "exponential" -> ZigguratSampler.Exponential.of(random);
            case "log-normal" -> {
                double variance = Math.log1p(cv * cv);
                yield org.apache.commons.rng.sampling.distribution.LogNormalSampler.of(
                        ZigguratSampler.NormalizedGaussian.of(random), -variance / 2, Math.sqrt(variance));
            }
            default -> null;
        };
    }
}
