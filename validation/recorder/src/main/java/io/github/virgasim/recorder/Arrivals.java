// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import io.github.virgasim.random.RandomStreams;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** When requests come, fixed before any of them is served: a slow server does not slow them down. */
final class Arrivals {
    private Arrivals() {}

    /**
     * Draws a Poisson process.
     *
     * @param seed the same seed gives the same arrivals, in units of their mean distance
     * @param rate [requests/s], above 0
     * @param count how many
     * @return rising [ns]
     */
    static long[] poisson(long seed, double rate, int count) {
        ContinuousSampler gaps = ZigguratSampler.Exponential.of(new RandomStreams(seed).stream("arrivals"));
        long[] arrivals = new long[count];
        double time = 0;
        for (int i = 0; i < count; i++) {
            time += gaps.sample();
            arrivals[i] = (long) (1e9 * time / rate);
        }
        return arrivals;
    }

    /** Returns requests that all come at once. */
    static long[] backlog(int count) {
        return new long[count];
    }
}
