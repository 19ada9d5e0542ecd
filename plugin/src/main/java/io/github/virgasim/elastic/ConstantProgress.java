// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.function.DoubleUnaryOperator;

/**
 * The same gain whatever a task holds above its minimum.
 *
 * <p>TapFinger's insensitive image task gains 0.25 per timestep; the short and long tasks of its pointer test gain 1
 * and 0.1. Note that 0.1 needs 11 timesteps, because ten times 0.1 stays below 1 in double precision.
 *
 * @param gain per timestep, positive
 */
public record ConstantProgress(double gain) implements ProgressModel {
    /**
     * Checks the gain.
     *
     * @throws io.github.virgasim.input.InvalidInputException if it is not positive and finite
     */
    public ConstantProgress {
        Checks.positive("gain per timestep", gain);
    }

    @Override
    public double gain(Units units, double progress) {
        return gain;
    }

    @Override
    public DoubleUnaryOperator gains(Units units) {
        return progress -> gain;
    }

    @Override
    public double largestGain(Units units) {
        return gain;
    }
}
