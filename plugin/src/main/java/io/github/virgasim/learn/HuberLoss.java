// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;

/**
 * A loss that is quadratic for small errors and linear for large ones (Huber 1964), so that a single wild target cannot
 * throw the network off.
 *
 * @param threshold size of the error where it turns linear, in units of the return, above zero
 */
public record HuberLoss(double threshold) {

    /** Checks the threshold. */
    public HuberLoss {
        Checks.positive("threshold of the Huber loss", threshold);
    }

    /**
     * Computes the loss.
     *
     * @param error value minus target
     * @return the loss, zero or positive
     */
    public double of(double error) {
        double size = Math.abs(error);
        return size <= threshold ? 0.5 * error * error : threshold * (size - 0.5 * threshold);
    }

    /**
     * Computes the derivative of the loss in the value.
     *
     * @param error value minus target
     * @return the derivative, within the threshold on either side of zero
     */
    public double slope(double error) {
        return Math.max(-threshold, Math.min(threshold, error));
    }
}
