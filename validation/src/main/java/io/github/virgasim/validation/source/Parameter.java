// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A calibrated parameter: the median of what single cells say, which outliers hardly move.
 *
 * @param name of the parameter, with parts separated by slashes
 * @param value in its unit
 * @param unit of value and interval
 * @param low lower end of the interval (95 %, percentile bootstrap of the median), at most the value; NaN without
 * @param high upper end
 * @param cells how many measurements it comes from; 0 for a default that the recording does not identify
 */
public record Parameter(String name, double value, String unit, double low, double high, int cells) {
    private static final int RESAMPLES = 200;

    /** Widens an interval that misses the value, as a percentile bootstrap may. */
    public Parameter {
        low = Double.isNaN(low) ? low : Math.min(low, value);
        high = Double.isNaN(high) ? high : Math.max(high, value);
    }

    /**
     * Estimates from measurements.
     *
     * @param name of the parameter
     * @param unit of value and interval
     * @param measurements at least one
     * @return their median with its interval
     */
    public static Parameter of(String name, String unit, List<Double> measurements) {
        return of(name, unit, measurements, Parameter::median);
    }

    /**
     * Estimates another figure from measurements that have no outliers, only a wide spread.
     *
     * @param name of the parameter
     * @param unit of value and interval
     * @param measurements at least one
     * @param figure finds it in a sample
     * @return the figure with its interval
     */
    public static Parameter of(String name, String unit, List<Double> measurements, ToDoubleFunction<double[]> figure) {
        double[] values = measurements.stream().mapToDouble(Double::doubleValue).toArray();
        double[] figures = new double[RESAMPLES];
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        double[] sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(sample, k -> values[random.nextInt(values.length)]);
            figures[i] = figure.applyAsDouble(sample);
        }
        return new Parameter(
                name,
                figure.applyAsDouble(values),
                unit,
                StatUtils.percentile(figures, 2.5),
                StatUtils.percentile(figures, 97.5),
                values.length);
    }

    /**
     * Makes a parameter of which a whole sample gives one value.
     *
     * @param name of the parameter
     * @param unit of the value
     * @param value of the sample
     * @param resampled values of samples drawn from it with replacement, at least one
     * @param cells size of the sample
     * @return the value with the percentiles of the others as its interval
     */
    public static Parameter resampled(String name, String unit, double value, double[] resampled, int cells) {
        return new Parameter(
                name, value, unit, StatUtils.percentile(resampled, 2.5), StatUtils.percentile(resampled, 97.5), cells);
    }

    /**
     * Makes what is taken where a recording says nothing.
     *
     * @param name of the parameter
     * @param unit of the value
     * @param value taken instead
     * @return a parameter without interval and cells
     */
    public static Parameter unidentified(String name, String unit, double value) {
        return new Parameter(name, value, unit, Double.NaN, Double.NaN, 0);
    }

    /**
     * Returns the median.
     *
     * @param values at least one
     * @return the median
     */
    public static double median(double[] values) {
        return StatUtils.percentile(values, 50);
    }
}
