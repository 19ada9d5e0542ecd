// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Records operations on tensors and runs them backwards to get the derivative of a loss in every parameter.
 *
 * <p>The operations are in {@link Layers}, {@link Rows}, {@link Attention}, {@link Choices} and {@link Losses}. One use is:
 * {@link #begin}, operations, {@link #minimise}, {@link #backward}. Arrays are taken from a store that the next use gets
 * again. Not thread-safe; tapes with the same parameters may run at the same time.
 */
public final class Tape {
    private final MatrixKernel kernel;
    private final Gradients gradients;
    private final List<Tensor> parameters = new ArrayList<>();
    private final Arena arena = new Arena();
    private final List<Runnable> steps = new ArrayList<>();
    private boolean learning;

    /**
     * Makes a tape.
     *
     * @param kernel of matrix products
     * @param parameters of the network, complete
     */
    public Tape(MatrixKernel kernel, Parameters parameters) {
        this.kernel = Objects.requireNonNull(kernel);
        gradients = new Gradients(parameters);
        for (Parameter each : parameters.all()) {
            this.parameters.add(new Tensor(each.rows(), each.columns(), parameters.values(each), gradients.of(each)));
        }
    }

    /**
     * Forgets what was recorded; all tensors but parameters become invalid. Gradients stay.
     *
     * @param learn whether {@link #backward} will be called; false saves time and memory
     */
    public void begin(boolean learn) {
        steps.clear();
        arena.reclaim();
        learning = learn;
    }

    /**
     * Returns the derivatives, to which every {@link #backward} adds.
     *
     * @return live
     */
    public Gradients gradients() {
        return gradients;
    }

    /**
     * Makes a tensor of given numbers, whose derivative is not wanted.
     *
     * @param values row after row, at least rows x columns; not copied, must not change while the tensor is used
     * @param rows from 0
     * @param columns at least 1
     * @return the tensor
     */
    public Tensor input(float[] values, int rows, int columns) {
        if (values.length < rows * columns) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%d x %d numbers do not fit an array of %d", rows, columns, values.length));
        }
        return new Tensor(rows, columns, values, null);
    }

    /**
     * Returns a parameter's tensor.
     *
     * @param parameter of the network of this tape
     * @return its live values
     */
    public Tensor parameter(Parameter parameter) {
        return parameters.get(parameter.index());
    }

    /**
     * Makes a loss, or a weighted part of it, the thing to be differentiated.
     *
     * @param loss a tensor of 1 x 1
     * @param weight factor on it
     */
    public void minimise(Tensor loss, float weight) {
        loss.check(1, 1);
        if (loss.gradient != null) {
            loss.gradient[0] = weight;
        }
    }

    /** Adds the derivatives of all losses to the gradients. */
    public void backward() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).run();
        }
    }

    /**
     * Returns how much memory the tape has taken for tensors so far; it stops growing once the largest step was made.
     *
     * @return bytes, parameters and gradients left out
     */
    public long memory() {
        return Float.BYTES * arena.floats();
    }

    /** Makes a tensor of zeros that depends on others; it has a gradient if one of them has and the tape learns. */
    Tensor result(int rows, int columns, Tensor... inputs) {
        return tensor(rows, columns, arena.zeros(rows * columns), inputs);
    }

    /** The same with any content, which the operation overwrites. */
    Tensor blank(int rows, int columns, Tensor... inputs) {
        return tensor(rows, columns, arena.any(rows * columns), inputs);
    }

    private Tensor tensor(int rows, int columns, float[] value, Tensor... inputs) {
        boolean wanted = false;
        for (Tensor input : inputs) {
            wanted |= input.gradient != null;
        }
        return new Tensor(rows, columns, value, wanted && learning ? arena.zeros(rows * columns) : null);
    }

    /** Lends zeros for intermediate numbers until the tape begins anew. */
    float[] zeros(int size) {
        return arena.zeros(size);
    }

    /** The same with any content, which the operation overwrites. */
    float[] scratch(int size) {
        return arena.any(size);
    }

    /** Records how the gradient of a result is carried to its inputs; left out if the result has none. */
    void record(Tensor result, Runnable step) {
        if (result.gradient != null) {
            steps.add(step);
        }
    }

    /** Adds x w to y; y is rows of x by columns of w. */
    void addProduct(Tensor x, Tensor w, Tensor y) {
        kernel.addProduct(x.value, x.columns, 1, w.value, y.value, x.rows, x.columns, w.columns);
    }

    /** Carries derivatives in a product x w to both factors. */
    void addProductGradients(Tensor x, Tensor w, float[] slopes) {
        if (w.gradient != null) {
            kernel.addProduct(x.value, 1, x.columns, slopes, w.gradient, x.columns, x.rows, w.columns);
        }
        if (x.gradient != null) {
            float[] transposed = scratch(w.size());
            for (int i = 0; i < w.rows; i++) {
                for (int j = 0; j < w.columns; j++) {
                    transposed[j * w.rows + i] = w.value[i * w.columns + j];
                }
            }
            kernel.addProduct(slopes, w.columns, 1, transposed, x.gradient, x.rows, w.columns, x.columns);
        }
    }
}
