// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Progress that follows a fitted training curve {@code a * s^b} after s timesteps, with its own a and b per allocation.
 *
 * @param curves the curve of every allocation known
 * @param rule what becomes of the curve's next point
 */
public record PowerLawProgress(Map<Units, Curve> curves, Rule rule) implements ProgressModel {
    /**
     * One training curve.
     *
     * @param a progress after one timestep, positive
     * @param b exponent, positive
     */
    public record Curve(double a, double b) {
        /**
         * Checks the parameters.
         *
         * @throws io.github.virgasim.input.InvalidInputException if one is not positive and finite, or the curve rises
         *     beyond all bounds
         */
        public Curve {
            Checks.positive("factor a of a training curve", a);
            Checks.positive("exponent b of a training curve", b);
            // The gain is monotone in the progress: fine at both ends means fine between.
            Checks.positive(
                    String.format(
                            Locale.ROOT, "progress of a training curve with a = %s, b = %s one timestep after 0", a, b),
                    after(a, b, 0));
            Checks.positive(
                    String.format(
                            Locale.ROOT, "progress of a training curve with a = %s, b = %s one timestep after 1", a, b),
                    after(a, b, 1));
        }

        private double after(double progress) {
            return after(a, b, progress);
        }

        private static double after(double a, double b, double progress) {
            double steps = Math.pow(progress / a, 1 / b);
            return a * Math.pow(steps + 1, b);
        }
    }

    /** What is gained in a timestep. */
    public enum Rule {
        /** The curve's next point less the progress made so far: what the paper describes. */
        DIFFERENCE,
        /** The curve's next point as a whole, on top of the progress made so far: what the published runs did. */
        ADDED
    }

    /** Copies the curves. */
    public PowerLawProgress {
        curves = Map.copyOf(curves);
        Objects.requireNonNull(rule);
    }

    /**
     * Makes progress by the paper's rule, {@link Rule#DIFFERENCE}.
     *
     * @param curves the curve of every allocation known
     */
    public PowerLawProgress(Map<Units, Curve> curves) {
        this(curves, Rule.DIFFERENCE);
    }

    @Override
    public double gain(Units units, double progress) {
        return gains(units).applyAsDouble(progress);
    }

    @Override
    public DoubleUnaryOperator gains(Units units) {
        Curve curve = curves.get(units);
        return rule == Rule.ADDED ? curve::after : progress -> curve.after(progress) - progress;
    }

    /** As a function of progress the gain is monotone, so that one of its ends is the largest. */
    @Override
    public double largestGain(Units units) {
        return Math.max(gain(units, 0), gain(units, 1));
    }

    @Override
    public boolean knows(Units units) {
        return curves.containsKey(units);
    }
}
