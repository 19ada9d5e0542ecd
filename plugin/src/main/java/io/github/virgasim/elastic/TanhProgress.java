// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.function.DoubleUnaryOperator;

/**
 * Gain {@code tanh(units / scale) * sqrt(headroom - progress)}: TapFinger's sensitive language task, with GPUs, scale 16
 * and headroom 1.2 (paper section 5.1).
 *
 * @param kind the resource that counts, from 0
 * @param scale units, positive
 * @param headroom above 1, so that a task always moves until it is complete
 */
public record TanhProgress(int kind, double scale, double headroom) implements ProgressModel {
    /**
     * Checks the parameters.
     *
     * @throws InvalidInputException if the kind is negative, the scale not positive or the headroom not above 1
     */
    public TanhProgress {
        Checks.within("kind of resource of the tanh law", kind, 0, Integer.MAX_VALUE);
        Checks.positive("scale of the tanh law", scale);
        if (!(headroom > 1 && headroom < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("headroom of the tanh law must be above 1 and finite, was " + headroom);
        }
    }

    @Override
    public double gain(Units units, double progress) {
        return gains(units).applyAsDouble(progress);
    }

    @Override
    public DoubleUnaryOperator gains(Units units) {
        double pace = Math.tanh(units.get(kind) / scale);
        return progress -> pace * Math.sqrt(headroom - progress);
    }

    @Override
    public double largestGain(Units units) {
        return gain(units, 0);
    }

    @Override
    public boolean knows(Units units) {
        return kind < units.kinds();
    }
}
