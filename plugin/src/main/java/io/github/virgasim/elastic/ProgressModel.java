// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.function.DoubleUnaryOperator;

/** How much a task of some type moves forward in one timestep; immutable. */
public interface ProgressModel {
    /**
     * Returns the expected gain of one timestep.
     *
     * @param units what the task holds, at least its type's minimum
     * @param progress before the timestep, at least 0; 1 is complete
     * @return the gain; a negative one counts as 0
     */
    double gain(Units units, double progress);

    /**
     * Returns the gain as a function of the progress, for an allocation that is held over many timesteps.
     *
     * @param units what the task holds, at least its type's minimum
     * @return gives what {@link #gain} gives, bit for bit
     */
    default DoubleUnaryOperator gains(Units units) {
        return progress -> gain(units, progress);
    }

    /**
     * Bounds the gain for all progress before completion, as lower bounds on completion times need it.
     *
     * @param units what the task holds, at least its type's minimum
     * @return a number that {@link #gain} never exceeds for progress from 0 to 1
     */
    double largestGain(Units units);

    /**
     * Tells whether the model knows an allocation.
     *
     * @param units an allocation
     * @return true if {@link #gain} may be called with it
     */
    default boolean knows(Units units) {
        return true;
    }
}
