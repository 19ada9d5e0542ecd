// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The derivative of a loss in every parameter. Not thread-safe; each tape has its own. */
public final class Gradients {
    private final List<Parameter> parameters;
    private final List<float[]> values = new ArrayList<>();

    /**
     * Makes gradients that are zero.
     *
     * @param parameters of the network, complete
     */
    public Gradients(Parameters parameters) {
        this.parameters = parameters.all();
        this.parameters.forEach(parameter -> values.add(new float[parameter.size()]));
    }

    /** Sets all to zero. */
    public void clear() {
        values.forEach(array -> Arrays.fill(array, 0));
    }

    /**
     * Sets those of some parameters to zero, so that these do not change.
     *
     * @param kept tells which parameters keep theirs
     */
    public void keep(Predicate<Parameter> kept) {
        for (Parameter parameter : parameters) {
            if (!kept.test(parameter)) {
                Arrays.fill(of(parameter), 0);
            }
        }
    }

    /**
     * Adds others.
     *
     * @param other gradients of the same parameters
     */
    public void add(Gradients other) {
        for (int p = 0; p < values.size(); p++) {
            float[] sum = values.get(p);
            float[] added = other.values.get(p);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += added[i];
            }
        }
    }

    /**
     * Returns the length of the gradient as one vector.
     *
     * @return at least 0
     */
    public double norm() {
        double sum = 0;
        for (float[] array : values) {
            for (float each : array) {
                sum += (double) each * each;
            }
        }
        return Math.sqrt(sum);
    }

    /** The live derivatives in a matrix, row after row. */
    float[] of(Parameter parameter) {
        return values.get(parameter.index());
    }
}
