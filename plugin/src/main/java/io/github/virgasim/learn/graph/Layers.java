// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** Operations on each row alone. */
public final class Layers {
    private static final float EPSILON = 1e-5f;

    private Layers() {}

    /**
     * A fully connected layer: activation(x w + b).
     *
     * @param tape records
     * @param x rows x inputs
     * @param w inputs x outputs
     * @param b 1 x outputs
     * @param activation of each element
     * @return rows x outputs
     */
    public static Tensor linear(Tape tape, Tensor x, Tensor w, Tensor b, Activation activation) {
        b.check(1, w.columns);
        w.check(x.columns, w.columns);
        Tensor y = tape.blank(x.rows, w.columns, x, w, b);
        for (int i = 0; i < y.rows; i++) {
            System.arraycopy(b.value, 0, y.value, i * y.columns, y.columns);
        }
        tape.addProduct(x, w, y);
        float[] before = activate(tape, y, activation);
        tape.record(y, () -> {
            float[] slopes = slopes(tape, y, before, activation);
            if (b.gradient != null) {
                for (int i = 0; i < y.rows; i++) {
                    for (int j = 0; j < y.columns; j++) {
                        b.gradient[j] += slopes[i * y.columns + j];
                    }
                }
            }
            tape.addProductGradients(x, w, slopes);
        });
        return y;
    }

    /**
     * A matrix product: x w.
     *
     * @param tape records
     * @param x rows x inputs
     * @param w inputs x outputs
     * @return rows x outputs
     */
    public static Tensor linear(Tape tape, Tensor x, Tensor w) {
        w.check(x.columns, w.columns);
        Tensor y = tape.result(x.rows, w.columns, x, w);
        tape.addProduct(x, w, y);
        tape.record(y, () -> tape.addProductGradients(x, w, y.gradient));
        return y;
    }

    /** Applies an activation in place; returns what was there before if the way back needs it, else the result itself. */
    private static float[] activate(Tape tape, Tensor y, Activation activation) {
        float[] before = y.value;
        if (y.gradient != null && activation == Activation.GELU) {
            before = tape.scratch(y.size());
            System.arraycopy(y.value, 0, before, 0, y.size());
        }
        activation.apply(y.value, y.value, y.size());
        return before;
    }

    private static float[] slopes(Tape tape, Tensor y, float[] before, Activation activation) {
        if (activation == Activation.NONE) {
            return y.gradient;
        }
        float[] slopes = tape.scratch(y.size());
        System.arraycopy(y.gradient, 0, slopes, 0, y.size());
        activation.scale(before, y.value, slopes, y.size());
        return slopes;
    }

    /**
     * The sum of two tensors.
     *
     * @param tape records
     * @param a rows x columns
     * @param b rows x columns
     * @return rows x columns
     */
    public static Tensor add(Tape tape, Tensor a, Tensor b) {
        b.check(a.rows, a.columns);
        Tensor y = tape.blank(a.rows, a.columns, a, b);
        for (int i = 0; i < y.size(); i++) {
            y.value[i] = a.value[i] + b.value[i];
        }
        tape.record(y, () -> {
            addTo(a.gradient, y.gradient, y.size());
            addTo(b.gradient, y.gradient, y.size());
        });
        return y;
    }

    private static void addTo(float[] sum, float[] added, int size) {
        if (sum != null) {
            for (int i = 0; i < size; i++) {
                sum[i] += added[i];
            }
        }
    }

    /**
     * Negative elements become 0.
     *
     * @param tape records
     * @param x rows x columns
     * @return rows x columns
     */
    public static Tensor relu(Tape tape, Tensor x) {
        Tensor y = tape.blank(x.rows, x.columns, x);
        for (int i = 0; i < y.size(); i++) {
            y.value[i] = Math.max(0, x.value[i]);
        }
        tape.record(y, () -> {
            for (int i = 0; i < y.size(); i++) {
                if (x.value[i] > 0) {
                    x.gradient[i] += y.gradient[i];
                }
            }
        });
        return y;
    }

    /**
     * Additive scores: v . tanh(x), one for each row.
     *
     * @param tape records
     * @param x rows x columns
     * @param v 1 x columns
     * @return rows x 1
     */
    public static Tensor tanhScores(Tape tape, Tensor x, Tensor v) {
        v.check(1, x.columns);
        Tensor y = tape.blank(x.rows, 1, x, v);
        float[] t = tape.scratch(x.size());
        Approximations.tanh(x.value, t, x.size());
        for (int i = 0; i < x.rows; i++) {
            y.value[i] = Attention.dot(t, i * x.columns, v.value, 0, x.columns);
        }
        tape.record(y, () -> {
            for (int i = 0; i < x.rows; i++) {
                float slope = y.gradient[i];
                if (v.gradient != null) {
                    Attention.add(slope, t, i * x.columns, v.gradient, 0, x.columns);
                }
                if (x.gradient != null) {
                    tanhScoreBack(slope, t, v.value, x.gradient, i * x.columns, x.columns);
                }
            }
        });
        return y;
    }

    private static void tanhScoreBack(float slope, float[] t, float[] v, float[] gradient, int from, int columns) {
        for (int j = 0; j < columns; j++) {
            float each = t[from + j];
            gradient[from + j] += slope * v[j] * (1 - each * each);
        }
    }

    /**
     * Layer normalisation (Ba et al. 2016): each row with mean 0 and variance 1, times a scale, plus a shift.
     *
     * @param tape records
     * @param x rows x columns
     * @param scale 1 x columns
     * @param shift 1 x columns
     * @return rows x columns
     */
    public static Tensor normalise(Tape tape, Tensor x, Tensor scale, Tensor shift) {
        scale.check(1, x.columns);
        shift.check(1, x.columns);
        Tensor y = tape.blank(x.rows, x.columns, x, scale, shift);
        float[] standard = tape.scratch(x.size());
        float[] inverse = tape.scratch(x.rows);
        int n = x.columns;
        for (int i = 0; i < x.rows; i++) {
            float mean = 0;
            for (int j = 0; j < n; j++) {
                mean += x.value[i * n + j];
            }
            mean /= n;
            float variance = 0;
            for (int j = 0; j < n; j++) {
                float d = x.value[i * n + j] - mean;
                variance += d * d;
            }
            inverse[i] = 1 / (float) Math.sqrt(variance / n + EPSILON);
            for (int j = 0; j < n; j++) {
                int at = i * n + j;
                standard[at] = (x.value[at] - mean) * inverse[i];
                y.value[at] = standard[at] * scale.value[j] + shift.value[j];
            }
        }
        tape.record(y, () -> normaliseBack(x, scale, shift, y, standard, inverse));
        return y;
    }

    private static void normaliseBack(
            Tensor x, Tensor scale, Tensor shift, Tensor y, float[] standard, float[] inverse) {
        int n = x.columns;
        for (int i = 0; i < x.rows; i++) {
            float sum = 0;
            float along = 0;
            for (int j = 0; j < n; j++) {
                int at = i * n + j;
                float slope = y.gradient[at];
                if (scale.gradient != null) {
                    scale.gradient[j] += slope * standard[at];
                }
                if (shift.gradient != null) {
                    shift.gradient[j] += slope;
                }
                sum += slope * scale.value[j];
                along += slope * scale.value[j] * standard[at];
            }
            if (x.gradient != null) {
                for (int j = 0; j < n; j++) {
                    int at = i * n + j;
                    float slope = y.gradient[at] * scale.value[j];
                    x.gradient[at] += inverse[i] * (slope - (sum + standard[at] * along) / n);
                }
            }
        }
    }
}
