// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import io.github.virgasim.input.Checks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Adam (Kingma and Ba 2015) on gradients whose global norm is clipped first. */
public final class Adam {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Parameters parameters;
    private final Gradients mean;
    private final Gradients square;
    private final double largestNorm;
    private long steps;

    /**
     * Makes an optimiser.
     *
     * @param parameters to be changed
     * @param largestNorm length to which a longer gradient is shortened, positive
     */
    public Adam(Parameters parameters, double largestNorm) {
        this.parameters = parameters;
        this.largestNorm = Checks.positive("largest gradient norm", largestNorm);
        mean = new Gradients(parameters);
        square = new Gradients(parameters);
    }

    /**
     * Changes the parameters by one step against a gradient.
     *
     * @param gradients of a loss to be made small; not changed
     * @param rate learning rate of this step, at least 0
     * @return the gradient's norm before clipping
     */
    public double step(Gradients gradients, double rate) {
        steps++;
        double norm = gradients.norm();
        float clip = (float) (norm > largestNorm ? largestNorm / norm : 1);
        float stepSize =
                (float) (rate * Math.sqrt(1 - StrictMath.pow(BETA_2, steps)) / (1 - StrictMath.pow(BETA_1, steps)));
        float small = (float) (EPSILON * Math.sqrt(1 - StrictMath.pow(BETA_2, steps)));
        for (Parameter parameter : parameters.all()) {
            float[] w = parameters.values(parameter);
            float[] g = gradients.of(parameter);
            float[] m = mean.of(parameter);
            float[] v = square.of(parameter);
            for (int i = 0; i < w.length; i++) {
                float each = clip * g[i];
                m[i] += (float) (1 - BETA_1) * (each - m[i]);
                v[i] += (float) (1 - BETA_2) * (each * each - v[i]);
                w[i] -= stepSize * m[i] / ((float) Math.sqrt(v[i]) + small);
            }
        }
        return norm;
    }

    /**
     * Writes the moments.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        for (Parameter parameter : parameters.all()) {
            Floats.write(out, mean.of(parameter));
            Floats.write(out, square.of(parameter));
        }
    }

    /**
     * Reads what {@link #write} wrote for the same parameters.
     *
     * @param in where from
     * @throws IOException if it cannot be read
     */
    public void read(DataInput in) throws IOException {
        steps = in.readLong();
        for (Parameter parameter : parameters.all()) {
            Floats.read(in, mean.of(parameter));
            Floats.read(in, square.of(parameter));
        }
    }
}
