// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Even progress over a measured duration per allocation.
 *
 * @param durations of a whole task [s] for every allocation known, positive
 * @param timestep length of a timestep [s], positive
 */
public record DurationProgress(Map<Units, Double> durations, double timestep) implements ProgressModel {
    /**
     * Checks and copies the durations.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a duration or the timestep is not positive and finite
     */
    public DurationProgress {
        Checks.positive("length of a timestep", timestep);
        durations.forEach((units, duration) -> Checks.positive("duration with " + units, duration));
        durations = Map.copyOf(durations);
    }

    @Override
    public double gain(Units units, double progress) {
        return timestep / durations.get(units);
    }

    @Override
    public DoubleUnaryOperator gains(Units units) {
        double even = gain(units, 0);
        return progress -> even;
    }

    @Override
    public double largestGain(Units units) {
        return gain(units, 0);
    }

    @Override
    public boolean knows(Units units) {
        return durations.containsKey(units);
    }
}
