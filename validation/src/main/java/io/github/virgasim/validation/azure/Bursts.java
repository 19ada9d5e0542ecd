// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import io.github.virgasim.workload.ClientArrivals;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Bursts as of {@link ClientArrivals#onOff}, by moments: for a rate with variance v and correlation time tau, the index of
 * dispersion of counts over t is {@code 1 + 2 v tau / rate (1 - tau / t (1 - exp(-t / tau)))} (Fischer and Meier-Hellstern,
 * Performance Evaluation 18, 1993).
 *
 * @param rate mean [1/s]
 * @param relativeVariance of the rate, over its square
 * @param correlationTime tau [s]
 * @param onShare how much of the time the rate is high
 */
record Bursts(double rate, double relativeVariance, double correlationTime, double onShare) {
    private static final double SHORTEST = 0.01;
    private static final double LONGEST = 1e5;
    private static final int WINDOWS = 20_000;

    /** Fits rate and both dispersions; what is left free, the share, to the variation of the gaps. */
    static Bursts of(Counts counts) {
        double rate = counts.rate();
        double second = Math.max(1e-6, counts.dispersionOfSeconds() - 1);
        double minute = Math.max(1e-6, counts.dispersionOfWindows() - 1);
        // The ratio rises from 1 to 60 with tau.
        double ratio = Math.max(ratio(SHORTEST), Math.min(ratio(LONGEST), minute / second));
        double tau = new BrentSolver(1e-9, 1e-9)
                .solve(1000, log -> ratio(Math.exp(log)) - ratio, Math.log(SHORTEST) - 1e-6, Math.log(LONGEST) + 1e-6);
        tau = Math.exp(tau);
        double relative = second / rate / (2 * tau * part(1, tau));
        Bursts best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double share : new double[] {0.05, 0.1, 0.2, 0.3, 0.4, 0.5}) {
            // A low rate below 0 cannot be: then the high rate is had less often.
            if (relative <= (1 - share) / share) {
                Bursts tried = new Bursts(rate, relative, tau, share);
                double error = Math.abs(tried.sample(WINDOWS / 20, 1).variation() - counts.variation());
                if (error < least) {
                    least = error;
                    best = tried;
                }
            }
        }
        return best == null ? new Bursts(rate, relative, tau, 1 / (1 + relative)) : best;
    }

    private static double part(double t, double tau) {
        return 1 - tau / t * -Math.expm1(-t / tau);
    }

    private static double ratio(double tau) {
        return part(Counts.WINDOW, tau) / part(1, tau);
    }

    ClientArrivals arrivals() {
        double deviation = rate * Math.sqrt(relativeVariance);
        double high = rate + deviation * Math.sqrt((1 - onShare) / onShare);
        double low = Math.max(0, rate - deviation * Math.sqrt(onShare / (1 - onShare)));
        return ClientArrivals.onOff(high, low, correlationTime / (1 - onShare), correlationTime / onShare);
    }

    /** Draws many windows one after another. */
    Counts sample() {
        return sample(WINDOWS, 2);
    }

    private Counts sample(int windows, long seed) {
        double end = (double) windows * Counts.WINDOW;
        ClientArrivals.Times times = arrivals().times(RandomSource.SPLIT_MIX_64.create(seed));
        Counts.Builder counts = new Counts.Builder();
        for (double time = times.next(end); time < end; time = times.next(end)) {
            counts.add(time);
        }
        counts.closeBefore(end);
        return counts.build();
    }
}
