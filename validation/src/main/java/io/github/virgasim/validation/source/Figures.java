// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import java.util.Arrays;

/** Figures of samples. */
public final class Figures {
    private Figures() {}

    /**
     * Returns the mean or a quantile.
     *
     * @param sample in any order; left as it is
     * @param quantile by nearest rank, 0 to 1; 0 stands for the mean
     * @return NaN of an empty sample
     */
    public static double of(double[] sample, double quantile) {
        if (quantile == 0 || sample.length == 0) {
            return Arrays.stream(sample).average().orElse(Double.NaN);
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }
}
