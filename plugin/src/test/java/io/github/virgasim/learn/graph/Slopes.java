// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Compares the gradient that a tape gives with differences of the same function.
 *
 * <p>The function is the sum of all elements of a result, each times a fixed random weight, summed in double precision;
 * the differences are of fourth order.
 */
final class Slopes {
    /** Builds a result from tensors of the parameters, in their order. */
    interface Function {
        Tensor of(Tape tape, List<Tensor> inputs);
    }

    private final Parameters parameters;
    private final Function function;
    private final Tape tape;
    private final List<Float> weights = new ArrayList<>();
    private final Random random = new Random(5);

    Slopes(Parameters parameters, MatrixKernel kernel, Function function) {
        this.parameters = parameters;
        this.function = function;
        tape = new Tape(kernel, parameters);
    }

    /** Returns |gradient - differences| / |differences|, over all elements of all parameters. */
    double relativeError(float step) {
        Tensor result = result();
        for (int i = 0; i < result.size(); i++) {
            result.gradient[i] = weight(i);
        }
        tape.gradients().clear();
        tape.backward();
        double wrong = 0;
        double all = 0;
        for (Parameter parameter : parameters.all()) {
            float[] gradient = tape.gradients().of(parameter).clone();
            for (int i = 0; i < parameter.size(); i++) {
                double wanted = difference(parameters.values(parameter), i, step);
                wrong += (gradient[i] - wanted) * (gradient[i] - wanted);
                all += wanted * wanted;
            }
        }
        return Math.sqrt(wrong / all);
    }

    private double difference(float[] values, int i, float step) {
        float middle = values[i];
        double[] at = new double[4];
        int[] steps = {-2, -1, 1, 2};
        // What a float really moves by, since it cannot show every step.
        double near = 0;
        for (int k = 0; k < 4; k++) {
            values[i] = middle + steps[k] * step;
            near += steps[k] == 1 ? values[i] : steps[k] == -1 ? -values[i] : 0;
            at[k] = sum();
        }
        values[i] = middle;
        return (8 * (at[2] - at[1]) - (at[3] - at[0])) / (6 * near);
    }

    private double sum() {
        Tensor result = result();
        double sum = 0;
        for (int i = 0; i < result.size(); i++) {
            sum += (double) weight(i) * result.value[i];
        }
        return sum;
    }

    private Tensor result() {
        tape.begin(true);
        List<Tensor> inputs = new ArrayList<>();
        parameters.all().forEach(each -> inputs.add(tape.parameter(each)));
        return function.of(tape, inputs);
    }

    private float weight(int i) {
        while (weights.size() <= i) {
            weights.add((float) random.nextGaussian());
        }
        return weights.get(i);
    }
}
