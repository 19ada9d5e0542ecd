// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Fits {@link SensitivityInterference} to measured pairs by Tukey's median polish of log slowdown: log sensitivity of a and
 * log pressure of b are in turn the medians of what the other leaves, until nothing changes. Medians, because some jobs
 * starve beside single partners (slowdowns up to 119 on a V100). Pairs that do not fit or are not known do not count.
 */
public final class SensitivityFit {
    private static final int MOST_SWEEPS = 1000;
    private static final double CONVERGED = 1e-12;

    private SensitivityFit() {}

    /**
     * Fits.
     *
     * @param pairs measured slowdowns; infinite and NaN values are left out
     * @return the model; the median pressure is 1
     * @throws InvalidInputException if a job has no known pair that fits
     */
    public static SensitivityInterference of(PairSlowdowns pairs) {
        int jobs = pairs.jobs().size();
        double[][] logs = Arrays.stream(pairs.slowdown())
                .map(row -> Arrays.stream(row).map(Math::log).toArray())
                .toArray(double[][]::new);
        double[] sensitivity = new double[jobs];
        double[] pressure = new double[jobs];
        double change = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < MOST_SWEEPS && change > CONVERGED; sweep++) {
            change = 0;
            for (int job = 0; job < jobs; job++) {
                int a = job;
                double median = median(jobs, b -> logs[a][b] - pressure[b]);
                change = Math.max(change, Math.abs(median - sensitivity[a]));
                sensitivity[a] = median;
            }
            for (int job = 0; job < jobs; job++) {
                int b = job;
                double median = median(jobs, a -> logs[a][b] - sensitivity[a]);
                change = Math.max(change, Math.abs(median - pressure[b]));
                pressure[b] = median;
            }
        }
        double typical = new Median().evaluate(pressure);
        Map<String, SensitivityInterference.Job> fitted = new LinkedHashMap<>();
        for (int job = 0; job < jobs; job++) {
            fitted.put(
                    pairs.jobs().get(job),
                    new SensitivityInterference.Job(
                            Math.exp(sensitivity[job] + typical), Math.exp(pressure[job] - typical)));
        }
        return new SensitivityInterference(fitted);
    }

    private static double median(int jobs, IntToDoubleFunction rest) {
        double[] known = IntStream.range(0, jobs)
                .mapToDouble(rest)
                .filter(Double::isFinite)
                .toArray();
        if (known.length == 0) {
            throw new InvalidInputException("a job has no known pair that fits into memory");
        }
        return new Median().evaluate(known);
    }
}
