// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Objects;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Fits Optimus's speed model to a task type by least squares over the grid of all allocations up to its cap.
 *
 * @param axes whether every speed stands at its own allocation
 * @param nonNegative true if all parameters are kept from falling below 0
 * @param speed which speed of a task is taken
 */
public record SpeedFit(Axes axes, boolean nonNegative, Speed speed) {
    private static final double IN_PLACE_OF_ZERO = 0.001;
    private static final int PARAMETERS = 5;
    private static final int LARGEST_NUMBER_OF_STEPS = 2_000;

    /** Where the speed of an allocation stands in the grid. */
    public enum Axes {
        /** At the allocation. */
        CORRECT,
        /**
         * As published: CPUs run fastest in the list of allocations, GPUs in the list of speeds. On a square grid this
         * swaps CPUs and GPUs.
         */
        SWAPPED
    }

    /** Which speed of a task is taken for an allocation. */
    public enum Speed {
        /** The gain of its first timestep, noise included: TapFinger's runs. */
        AT_START,
        /** One over its timesteps from start to completion, without noise. */
        MEAN
    }

    /** Checks that there are axes and a speed. */
    public SpeedFit {
        Objects.requireNonNull(axes);
        Objects.requireNonNull(speed);
    }

    /**
     * Fits.
     *
     * @param type whose speeds are taken; of kinds CPU and GPU
     * @param random stream of the noise
     * @return the model
     */
    public SpeedModel fit(TaskType type, UniformRandomProvider random) {
        int cpus = type.cap().get(0) + 1;
        int gpus = type.cap().get(1) + 1;
        double[] speeds = new double[cpus * gpus];
        double[][] points = new double[speeds.length][];
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] = speedOf(type, Units.of(i / gpus, i % gpus), random);
            int cpu = axes == Axes.CORRECT ? i / gpus : i % cpus;
            int gpu = axes == Axes.CORRECT ? i % gpus : i / cpus;
            points[i] = terms(Math.max(cpu, IN_PLACE_OF_ZERO), Math.max(gpu, IN_PLACE_OF_ZERO));
        }
        Surface surface = new Surface(points, speeds, nonNegative);
        try {
            new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .start(new ArrayRealVector(PARAMETERS, 1))
                            .target(speeds)
                            .model(surface)
                            .maxEvaluations(LARGEST_NUMBER_OF_STEPS)
                            .maxIterations(LARGEST_NUMBER_OF_STEPS)
                            .build());
        } catch (MathIllegalStateException e) {
            // Without convergence, or at a pole of the model, the best parameters so far have to do.
        }
        return surface.best;
    }

    private double speedOf(TaskType type, Units units, UniformRandomProvider random) {
        if (!units.covers(type.minimum())) {
            return 0;
        }
        if (speed == Speed.MEAN) {
            return 1 / RemainingTime.exact(type, units, 0);
        }
        return Math.max(0, type.progress().gain(units, 0) + type.noise() * (random.nextDouble() - 0.5));
    }

    private static double[] terms(double cpus, double gpus) {
        return new double[] {1 / gpus, 1, gpus / cpus, gpus, cpus};
    }

    /** The model over all points, which remembers the best parameters tried. */
    private static final class Surface implements MultivariateJacobianFunction {
        private final double[][] points;
        private final RealVector target;
        private final boolean squares;
        private double least = Double.POSITIVE_INFINITY;
        private SpeedModel best = new SpeedModel(1, 1, 1, 1, 1);

        Surface(double[][] points, double[] target, boolean squares) {
            this.points = points;
            this.target = new ArrayRealVector(target);
            this.squares = squares;
        }

        /** Parameters that must not fall below 0 are fitted as squares. */
        @Override
        public Pair<RealVector, RealMatrix> value(RealVector at) {
            RealVector parameters = squares ? at.ebeMultiply(at) : at;
            RealVector speeds = new ArrayRealVector(points.length);
            Array2DRowRealMatrix jacobian = new Array2DRowRealMatrix(points.length, PARAMETERS);
            for (int i = 0; i < points.length; i++) {
                double speed = 1 / parameters.dotProduct(new ArrayRealVector(points[i], false));
                speeds.setEntry(i, speed);
                for (int k = 0; k < PARAMETERS; k++) {
                    double slope = squares ? 2 * at.getEntry(k) : 1;
                    jacobian.setEntry(i, k, -speed * speed * points[i][k] * slope);
                }
            }
            double error = speeds.getDistance(target);
            if (error < least) {
                least = error;
                double[] p = parameters.toArray();
                best = new SpeedModel(p[0], p[1], p[2], p[3], p[4]);
            }
            return new Pair<>(speeds, jacobian);
        }
    }
}
