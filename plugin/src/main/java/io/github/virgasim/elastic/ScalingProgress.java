// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.function.DoubleUnaryOperator;

/**
 * Even progress that scales with the units of one kind and loses to what cannot be scaled.
 *
 * <p>With n units a task lasts {@code duration * (serial + (1 - serial) / n) + communication * (n - 1)} timesteps. With no
 * communication this is Amdahl's law (AFIPS 1967); with communication there is a number of units beyond which more of
 * them slow the task down.
 *
 * @param kind the resource that counts, from 0; at least one unit of it must be in the minimum of the type
 * @param duration on one unit [timesteps], positive
 * @param serial share of the work that does not scale, from 0 to 1
 * @param communication added by each further unit [timesteps], from 0
 */
public record ScalingProgress(int kind, double duration, double serial, double communication) implements ProgressModel {
    /**
     * Checks the parameters.
     *
     * @throws io.github.virgasim.input.InvalidInputException if one is out of range
     */
    public ScalingProgress {
        Checks.within("kind of resource of the scaling law", kind, 0, Integer.MAX_VALUE);
        Checks.positive("duration on one unit", duration);
        Checks.within("serial share", serial, 0, 1);
        Checks.notNegative("communication", communication);
    }

    @Override
    public double gain(Units units, double progress) {
        int n = units.get(kind);
        return 1 / (duration * (serial + (1 - serial) / n) + communication * (n - 1));
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
        return kind < units.kinds() && units.get(kind) > 0;
    }
}
