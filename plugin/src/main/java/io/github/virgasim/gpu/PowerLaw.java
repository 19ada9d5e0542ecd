// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;

/**
 * What a model's batches draw beside the idle power: slope x u ^ exponent while one runs alone, u being how much of the GPU it
 * fills. Batches side by side add up, each in proportion to its speed, so that the energy of a batch is that which it takes
 * alone.
 *
 * @param slope power of a batch that fills the GPU [W], not negative
 * @param exponent 0 to {@value #HIGHEST_EXPONENT}; 0 where the power does not depend on the batch
 */
public record PowerLaw(double slope, double exponent) {
    /** The highest exponent. */
    public static final double HIGHEST_EXPONENT = 10;

    /**
     * Checks the values.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a value is outside its range
     */
    public PowerLaw {
        Checks.notNegative("power slope [W]", slope);
        Checks.within("power exponent", exponent, 0, HIGHEST_EXPONENT);
    }

    /**
     * Returns the power of a batch.
     *
     * @param occupancy how much of the GPU it fills, 0 to 1
     * @return [W], before the device's cap
     */
    public double watts(double occupancy) {
        return slope * Math.pow(occupancy, exponent);
    }
}
