// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The optimiser Adam with bias correction (Kingma and Ba 2015, algorithm 1), with the decay rates 0.9 and 0.999 and the
 * constant 1e-8 that its authors recommend.
 */
public final class Adam {
    private static final double DECAY_1 = 0.9;
    private static final double DECAY_2 = 0.999;
    private static final double SMALL = 1e-8;

    private final double learningRate;
    private final double[] means;
    private final double[] squares;
    private long steps;

    /**
     * Makes an optimiser that has made no step.
     *
     * @param size number of weights
     * @param learningRate about the size of a step in each weight, above zero
     */
    public Adam(int size, double learningRate) {
        this.learningRate = Checks.positive("learning rate", learningRate);
        means = new double[size];
        squares = new double[size];
    }

    /**
     * Moves the weights against the gradient.
     *
     * @param weights the weights, changed
     * @param gradient derivative of the loss in each weight
     */
    public void step(double[] weights, double[] gradient) {
        step(weights, gradient, 1);
    }

    /**
     * Moves the weights likewise, by a step of another size.
     *
     * @param weights the weights, changed
     * @param gradient derivative of the loss in each weight
     * @param factor multiplies the learning rate, above zero
     */
    public void step(double[] weights, double[] gradient, double factor) {
        steps++;
        double rate = factor * learningRate / (1 - StrictMath.pow(DECAY_1, steps));
        double correction = 1 / (1 - StrictMath.pow(DECAY_2, steps));
        for (int i = 0; i < means.length; i++) {
            double slope = gradient[i];
            means[i] += (1 - DECAY_1) * (slope - means[i]);
            squares[i] += (1 - DECAY_2) * (slope * slope - squares[i]);
            weights[i] -= rate * means[i] / (Math.sqrt(squares[i] * correction) + SMALL);
        }
    }

    /**
     * Writes the state: steps made, means and squares.
     *
     * @param out receives it
     * @throws IOException if {@code out} fails
     */
    public void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        StateFile.writeNumbers(out, means);
        StateFile.writeNumbers(out, squares);
    }

    /**
     * Replaces the state by one that was written for as many weights.
     *
     * @param in gives what {@link #write} wrote
     * @throws IOException if {@code in} fails or ends too early
     */
    public void read(DataInput in) throws IOException {
        steps = in.readLong();
        StateFile.readNumbers(in, means);
        StateFile.readNumbers(in, squares);
    }
}
