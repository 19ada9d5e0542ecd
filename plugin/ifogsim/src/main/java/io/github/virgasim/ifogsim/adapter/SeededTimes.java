// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.ifogsim.FogDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.fog.utils.distribution.Distribution;

/**
 * Times between a sensor's tuples, drawn from a seed's stream and not, as by iFogSim2's own distributions, from none. Uniform
 * ones, at which iFogSim2 fails, work too; a normal one that is not above 0 is drawn again.
 */
public final class SeededTimes extends Distribution {
    private final FogDistribution times;
    private final UniformRandomProvider random;

    /**
     * Makes a distribution.
     *
     * @param times their distribution [time units]
     * @param random stream of its own, for example of {@link io.github.virgasim.random.RandomStreams}
     */
    public SeededTimes(FogDistribution times, UniformRandomProvider random) {
        this.times = times;
        this.random = random;
    }

    @Override
    public double getNextValue() {
        if (times instanceof FogDistribution.Uniform uniform) {
            return uniform.min() + random.nextDouble() * (uniform.max() - uniform.min());
        }
        if (times instanceof FogDistribution.Normal normal) {
            double time;
            do {
                time = normal.mean()
                        + normal.standardDeviation()
                                * ZigguratSampler.NormalizedGaussian.of(random).sample();
            } while (time <= 0);
            return time;
        }
        return times.mean();
    }

    @Override
    public int getDistributionType() {
        return times.code();
    }

    @Override
    public double getMeanInterTransmitTime() {
        return times.mean();
    }
}
