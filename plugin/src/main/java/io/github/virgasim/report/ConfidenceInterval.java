// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.Checks;
import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean over independent repetitions with its 95 % confidence interval by Student's t distribution.
 *
 * @param mean the arithmetic mean; NaN if one of the values is
 * @param halfWidth half the length of the interval, in the values' unit; NaN for a single value, which tells nothing about
 *     its spread
 * @param count number of repetitions, at least 1
 */
public record ConfidenceInterval(double mean, double halfWidth, int count) {
    private static final double TAIL = 0.025;
    /** Of quantiles; the library's own, 1e-9, shows in results. */
    private static final double ACCURACY = 1e-15;

    /**
     * Estimates the mean of the population that values come from.
     *
     * @param values independent, about normally distributed; at least one
     * @return the mean and its interval
     * @throws io.github.virgasim.input.InvalidInputException if there is no value
     */
    public static ConfidenceInterval of(double... values) {
        int n = Checks.atLeastOne("number of values of a confidence interval", values.length);
        double mean = Arrays.stream(values).average().getAsDouble();
        return ofSums(
                n, mean, Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum());
    }

    /**
     * Estimates the mean of a population likewise, from values that have been summed up.
     *
     * @param n number of values, at least 1
     * @param mean their arithmetic mean
     * @param squares sum of the squares of their distances from it
     * @return the mean and its interval
     */
    public static ConfidenceInterval ofSums(int n, double mean, double squares) {
        if (n == 1) {
            return new ConfidenceInterval(mean, Double.NaN, n);
        }
        double error = Math.sqrt(squares / (n - 1) / n);
        double quantile = -new TDistribution(null, n - 1.0, ACCURACY).inverseCumulativeProbability(TAIL);
        return new ConfidenceInterval(mean, quantile * error, n);
    }

    /**
     * Estimates the mean difference of pairs, for example of two policies under the same seeds: what both have in common
     * cancels out, so that the interval is narrower than one from two separate samples.
     *
     * @param first one value for each repetition
     * @param second one value for each repetition, in the same order
     * @return the mean of {@code first - second} and its interval
     * @throws io.github.virgasim.input.InvalidInputException if there is no value or the lengths differ
     */
    public static ConfidenceInterval ofDifferences(double[] first, double[] second) {
        Checks.within("number of second values of pairs", second.length, first.length, first.length);
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        return of(differences);
    }

    /**
     * Returns the lower end.
     *
     * @return {@code mean - halfWidth}; NaN for a single value
     */
    public double low() {
        return mean - halfWidth;
    }

    /**
     * Returns the upper end.
     *
     * @return {@code mean + halfWidth}; NaN for a single value
     */
    public double high() {
        return mean + halfWidth;
    }
}
