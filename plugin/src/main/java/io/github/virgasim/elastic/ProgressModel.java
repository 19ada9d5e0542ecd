// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

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
