// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A straight line through measured times: the device is occupied for
 * {@code interceptMs + slopeMsPerUnit * size}.
 *
 * @param interceptMs time that does not depend on the size [ms]
 * @param slopeMsPerUnit time per unit of size (Mpixel, sequence, query of a batch) [ms]
 * @param rSquared share of the variance that the line explains, 0 to 1
 * @param points how many times the line was fitted to
 */
public record LatencyFit(double interceptMs, double slopeMsPerUnit, double rSquared, int points) {

    /**
     * Fits by ordinary least squares.
     *
     * @param sizes the sizes, at least two different ones
     * @param millis the measured times [ms], one per size
     * @return the line
     * @throws InvalidInputException if the lengths differ, a value is not finite or all sizes are equal
     */
    public static LatencyFit of(double[] sizes, double[] millis) {
        if (sizes.length != millis.length) {
            throw new InvalidInputException(
                    "sizes and times must be equally many, were " + sizes.length + " and " + millis.length);
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < sizes.length; i++) {
            if (!Double.isFinite(sizes[i]) || !Double.isFinite(millis[i])) {
                throw new InvalidInputException(
                        "point " + i + " must be finite, was (" + sizes[i] + ", " + millis[i] + ")");
            }
            regression.addData(sizes[i], millis[i]);
        }
        if (!Double.isFinite(regression.getSlope())) {
            throw new InvalidInputException("a line needs two different sizes, got " + sizes.length + " point(s)");
        }
        return new LatencyFit(regression.getIntercept(), regression.getSlope(), regression.getRSquare(), sizes.length);
    }

    /**
     * The line through the times of one query and of a batch.
     *
     * @param oneMs time of one query [ms]
     * @param batch queries in the batch, at least 2
     * @param batchMs time of the batch [ms]
     * @return the line; its size unit is one query
     * @throws InvalidInputException if the batch is smaller than 2 or a time is not finite
     */
    public static LatencyFit ofBatches(double oneMs, int batch, double batchMs) {
        if (batch < 2) {
            throw new InvalidInputException("batch must be at least 2, was " + batch);
        }
        return of(new double[] {1, batch}, new double[] {oneMs, batchMs});
    }

    /**
     * Splits one measured time into an intercept and a slope.
     *
     * @param millis the time at the size [ms]
     * @param size the size
     * @param interceptShare share of the time that does not depend on the size, 0 to 1
     * @return the line through the measured point
     * @throws InvalidInputException if the share is outside 0 to 1 or the size is not positive
     */
    public static LatencyFit ofShare(double millis, double size, double interceptShare) {
        if (!(interceptShare >= 0 && interceptShare <= 1)) {
            throw new InvalidInputException("intercept share must be within 0 and 1, was " + interceptShare);
        }
        if (!(size > 0)) {
            throw new InvalidInputException("size must be positive, was " + size);
        }
        return new LatencyFit(millis * interceptShare, millis * (1 - interceptShare) / size, 1, 1);
    }

    /**
     * The time at a size.
     *
     * @param size the size
     * @return the time [ms]
     */
    public double at(double size) {
        return interceptMs + slopeMsPerUnit * size;
    }

    /**
     * The share of the intercept in the time at a size.
     *
     * @param size the size
     * @return the share
     */
    public double interceptShare(double size) {
        return interceptMs / at(size);
    }

    /**
     * The line with both coefficients multiplied.
     *
     * @param interceptFactor factor of the intercept
     * @param slopeFactor factor of the slope
     * @return the new line
     */
    public LatencyFit scaled(double interceptFactor, double slopeFactor) {
        return new LatencyFit(interceptMs * interceptFactor, slopeMsPerUnit * slopeFactor, rSquared, points);
    }
}
