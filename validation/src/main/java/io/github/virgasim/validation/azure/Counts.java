// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How requests cluster: windows of 60 s, each with the times of its requests.
 *
 * @param windows times since each window's begin, rising [s]
 */
record Counts(List<double[]> windows) {
    /** Length of a window [s]. */
    static final int WINDOW = 60;

    double rate() {
        return windows.stream().mapToDouble(w -> w.length).sum() / WINDOW / windows.size();
    }

    /** Returns the coefficient of variation of the gaps within windows. */
    double variation() {
        double[] gaps = windows.stream()
                .flatMapToDouble(w ->
                        DoubleStream.iterate(1, i -> i < w.length, i -> i + 1).map(i -> w[(int) i] - w[(int) i - 1]))
                .toArray();
        return Math.sqrt(StatUtils.variance(gaps)) / StatUtils.mean(gaps);
    }

    /** Returns variance over mean of the numbers of requests per second. */
    double dispersionOfSeconds() {
        return dispersion(windows.stream()
                .flatMapToDouble(w -> {
                    double[] seconds = new double[WINDOW];
                    for (double time : w) {
                        seconds[Math.min(WINDOW - 1, (int) time)]++;
                    }
                    return Arrays.stream(seconds);
                })
                .toArray());
    }

    /** Returns variance over mean of the numbers of requests per window. */
    double dispersionOfWindows() {
        return dispersion(windows.stream().mapToDouble(w -> w.length).toArray());
    }

    private static double dispersion(double[] counts) {
        return StatUtils.variance(counts) / StatUtils.mean(counts);
    }
}
