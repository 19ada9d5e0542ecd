// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A value as a function of a standard normal score: tabulated at equal steps, linear between them, constant beyond the
 * ends. Fed with a standard normal Z it gives a random value with the tabulated distribution.
 */
public final class JitterTable {

    /** The largest tabulated score; the smallest is its negative. */
    public static final double END = 4;

    /** Distance of neighbouring scores. */
    public static final double STEP = 0.0625;

    /** Number of tabulated scores. */
    public static final int SIZE = (int) (2 * END / STEP) + 1;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double[] values;

    /**
     * Creates a table.
     *
     * @param values {@link #SIZE} finite values that do not decrease
     * @throws InvalidInputException if there are more or fewer values or one is smaller than its predecessor
     */
    public JitterTable(double[] values) {
        if (values.length != SIZE) {
            throw new InvalidInputException("a table needs " + SIZE + " values, got " + values.length);
        }
        for (int i = 0; i < SIZE; i++) {
            if (!Double.isFinite(values[i]) || (i > 0 && values[i] < values[i - 1])) {
                throw new InvalidInputException("value at score " + score(i)
                        + " must be finite and not below its predecessor, was " + values[i]);
            }
        }
        this.values = values.clone();
    }

    /**
     * Tabulates the quantile function of measurements with a resolution of 1: a measured k stands for values spread
     * evenly over k - 0.5 to k + 0.5.
     *
     * @param samples the measurements, at least one
     * @return the table, in the unit of the measurements
     * @throws InvalidInputException if there is no sample
     */
    public static JitterTable ofQuantiles(double[] samples) {
        if (samples.length == 0) {
            throw new InvalidInputException("quantiles need at least one sample");
        }
        NavigableMap<Long, Long> counts = new TreeMap<>();
        for (double sample : samples) {
            counts.merge(Math.round(sample), 1L, Long::sum);
        }
        return ofCounts(counts);
    }

    /**
     * Tabulates likewise what has been counted.
     *
     * @param counts of measurements by their value, at least one
     * @return the table, in the unit of the measurements
     */
    public static JitterTable ofCounts(NavigableMap<Long, Long> counts) {
        long all = counts.values().stream().mapToLong(times -> times).sum();
        double[] values = new double[SIZE];
        Iterator<Map.Entry<Long, Long>> bins = counts.entrySet().iterator();
        Map.Entry<Long, Long> bin = bins.next();
        long first = 0;
        for (int i = 0; i < SIZE; i++) {
            double rank = NORMAL.cumulativeProbability(score(i)) * all;
            long at = Math.max(0, Math.min(all - 1, (long) Math.ceil(rank) - 1));
            while (at >= first + bin.getValue()) {
                first += bin.getValue();
                bin = bins.next();
            }
            values[i] = bin.getKey() - 0.5 + (rank - first) / bin.getValue();
        }
        return new JitterTable(values);
    }

    /**
     * The score of a row.
     *
     * @param row 0 to {@link #SIZE} - 1
     * @return the score
     */
    public static double score(int row) {
        return -END + row * STEP;
    }

    /**
     * The tabulated values.
     *
     * @return a copy
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * The value at a score.
     *
     * @param score any number
     * @return the value
     */
    public double at(double score) {
        double row = (score + END) / STEP;
        if (row <= 0) {
            return values[0];
        }
        if (row >= SIZE - 1) {
            return values[SIZE - 1];
        }
        int below = (int) row;
        return values[below] + (row - below) * (values[below + 1] - values[below]);
    }

    /**
     * The exact mean under a standard normal score.
     *
     * @return the mean
     */
    public double mean() {
        return moments()[0];
    }

    /**
     * The exact standard deviation under a standard normal score.
     *
     * @return the standard deviation
     */
    public double standardDeviation() {
        double[] moments = moments();
        return Math.sqrt(Math.max(0, moments[1] - moments[0] * moments[0]));
    }

    /**
     * The table shifted and scaled to mean 0 and standard deviation 1.
     *
     * @return the new table
     * @throws InvalidInputException if all values are equal
     */
    public JitterTable standardised() {
        double mean = mean();
        double deviation = standardDeviation();
        if (!(deviation > 0)) {
            throw new InvalidInputException("a constant table cannot be standardised, all values are " + values[0]);
        }
        return new JitterTable(
                Arrays.stream(values).map(v -> (v - mean) / deviation).toArray());
    }

    /** First and second moment: closed form on every linear piece, constant tails. */
    private double[] moments() {
        double tail = NORMAL.cumulativeProbability(-END);
        double first = tail * (values[0] + values[SIZE - 1]);
        double second = tail * (values[0] * values[0] + values[SIZE - 1] * values[SIZE - 1]);
        for (int i = 0; i + 1 < SIZE; i++) {
            double left = score(i);
            double right = score(i + 1);
            double slope = (values[i + 1] - values[i]) / STEP;
            double base = values[i] - slope * left;
            double mass = NORMAL.cumulativeProbability(right) - NORMAL.cumulativeProbability(left);
            double density = NORMAL.density(right) - NORMAL.density(left);
            double weighted = right * NORMAL.density(right) - left * NORMAL.density(left);
            first += base * mass - slope * density;
            second += base * base * mass - 2 * base * slope * density + slope * slope * (mass - weighted);
        }
        return new double[] {first, second};
    }
}
