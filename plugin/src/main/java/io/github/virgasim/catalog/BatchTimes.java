// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long batches take, as measured: a table by batch instead of a line, since measured times bend by 2 to 9 % either
 * way (one H100, CUDA graphs; the site's page on validation has the errors of both). Between two batches times are linear;
 * above the largest they go on as between the two largest.
 *
 * <p>A server that has graphs for some batches only pads the others: beyond {@code paddedBeyond}, a batch takes as long as
 * the next larger one of the table.
 */
public final class BatchTimes {
    private final double[] batches;
    private final double[] seconds;
    private final double paddedBeyond;
    private final double copyIntercept;
    private final double copySlope;
    private final double halfWidth;
    private final double weights;

    /**
     * Makes a table.
     *
     * @param times time that a batch of queries of the task's reference size takes alone, copies included [s], positive, by
     *     the number of queries, at least 1; at least one entry
     * @param paddedBeyond batches above this many queries are filled up to the next one of the table; infinity for none
     * @param copyIntercept part of each batch's time that the host and the copies take before the GPU runs it [s], not
     *     negative: it may overlap what the GPU does for others
     * @param copySlope what each query adds to that [s], not negative
     * @throws InvalidInputException if a value is outside its range
     */
    public BatchTimes(Map<Integer, Double> times, double paddedBeyond, double copyIntercept, double copySlope) {
        SortedMap<Integer, Double> sorted = new TreeMap<>(times);
        Checks.atLeastOne("number of batch times", sorted.size());
        Checks.atLeastOne("smallest batch with a time", sorted.firstKey());
        batches = sorted.keySet().stream().mapToDouble(b -> b).toArray();
        seconds = sorted.entrySet().stream()
                .mapToDouble(e -> Checks.positive("time [s] of batch " + e.getKey(), e.getValue()))
                .toArray();
        if (!(paddedBeyond >= 0)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "batch beyond which others are padded must be at least 0, was '%s'", paddedBeyond));
        }
        this.paddedBeyond = paddedBeyond;
        this.copyIntercept = Checks.notNegative("copy time [s]", copyIntercept);
        this.copySlope = Checks.notNegative("copy time [s/query]", copySlope);
        halfWidth = Double.NaN;
        weights = 0;
    }

    private BatchTimes(BatchTimes of, double halfWidth, double weights) {
        batches = of.batches;
        seconds = of.seconds;
        paddedBeyond = of.paddedBeyond;
        copyIntercept = of.copyIntercept;
        copySlope = of.copySlope;
        this.halfWidth = halfWidth;
        this.weights = weights;
    }

    /**
     * Returns the table with what is known of how sure it is.
     *
     * @param share half of the widest interval of a time, over that time, not negative
     * @return a copy, equal to this table
     */
    public BatchTimes withHalfWidth(double share) {
        return new BatchTimes(
                this, Checks.notNegative("half-width of the interval of a time over the time", share), weights);
    }

    /**
     * Returns the table with what each batch does once, for all of its queries.
     *
     * @param seconds that reading the model's weights keeps the GPU's memory busy [s], not negative
     * @return a copy
     */
    public BatchTimes withWeights(double seconds) {
        return new BatchTimes(this, halfWidth, Checks.notNegative("time of reading weights [s]", seconds));
    }

    /**
     * Returns how much of the GPU a batch fills while it runs: the weights are read once, and each query takes as long as one more of
     * the largest batches does.
     *
     * @param queries number of queries, at least 1
     * @return 0 to 1
     */
    public double occupancy(double queries) {
        return Math.min(1, (weights + queries * lastSlope()) / seconds(queries));
    }

    /**
     * Returns how sure the table is.
     *
     * @return half of the widest interval of a time, over that time; NaN if nothing is known
     */
    public double halfWidth() {
        return halfWidth;
    }

    /**
     * Returns the largest batch that was measured.
     *
     * @return number of queries, at least 1
     */
    public int largest() {
        return (int) batches[batches.length - 1];
    }

    /**
     * Makes a table without padding and copies.
     *
     * @param times time that a batch takes alone [s], positive, by the number of queries, at least 1; at least one entry
     * @return the table
     */
    public static BatchTimes of(Map<Integer, Double> times) {
        return new BatchTimes(times, Double.POSITIVE_INFINITY, 0, 0);
    }

    /**
     * Returns the time of a batch alone.
     *
     * @param queries sum of the queries' sizes over the task's reference size, above 0
     * @return [s], positive
     */
    public double seconds(double queries) {
        if (batches.length == 1) {
            return seconds[0] * Math.max(1, queries / batches[0]);
        }
        int above = 1;
        while (above < batches.length - 1 && batches[above] < queries) {
            above++;
        }
        if (queries > paddedBeyond && queries <= batches[above]) {
            return queries <= batches[above - 1] ? seconds[above - 1] : seconds[above];
        }
        double slope = (seconds[above] - seconds[above - 1]) / (batches[above] - batches[above - 1]);
        // Below the smallest batch a query of it may be smaller, but no table says how much faster that is.
        double at = Math.max(queries, batches[0]);
        return Math.max(Checks.SMALLEST, seconds[above - 1] + slope * (at - batches[above - 1]));
    }

    /**
     * Returns how many queries a batch can have and end within a time.
     *
     * @param limit the time [s]
     * @return not a whole number as a rule; -1 if no batch is that short, infinity if times do not grow at the end
     */
    double mostQueries(double limit) {
        if (lastSlope() == 0 && limit >= seconds[seconds.length - 1]) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = seconds.length - 1; i >= 0; i--) {
            if (seconds[i] <= limit) {
                boolean last = i == seconds.length - 1;
                double slope = last ? lastSlope() : (seconds[i + 1] - seconds[i]) / (batches[i + 1] - batches[i]);
                double most = batches[i] + (limit - seconds[i]) / slope;
                return !last && most > paddedBeyond ? Math.max(batches[i], paddedBeyond) : most;
            }
        }
        return -1;
    }

    /**
     * Returns the part of a batch's time that may overlap what the GPU does for others.
     *
     * @param queries number of queries, at least 1
     * @return [s], at most the time of the batch
     */
    public double copySeconds(int queries) {
        return Math.min(copyIntercept + copySlope * queries, seconds(queries));
    }

    /**
     * Returns what each further query adds where the GPU is full: the slope between the two largest batches.
     *
     * @return [s/query], not negative; time per query of the batch if there is only one
     */
    public double lastSlope() {
        int n = batches.length;
        return n == 1
                ? seconds[0] / batches[0]
                : Math.max(0, (seconds[n - 1] - seconds[n - 2]) / (batches[n - 1] - batches[n - 2]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchTimes times
                && Arrays.equals(batches, times.batches)
                && Arrays.equals(seconds, times.seconds)
                && paddedBeyond == times.paddedBeyond
                && copyIntercept == times.copyIntercept
                && copySlope == times.copySlope
                && weights == times.weights;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(batches), Arrays.hashCode(seconds), paddedBeyond, copyIntercept, copySlope, weights);
    }
}
