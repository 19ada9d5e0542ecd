// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.Locale;

/** Operations in which rows attend to each other: along edges, between relations, and within groups. */
public final class Attention {
    private static final float LEAK = 0.2f;

    private Attention() {}

    /**
     * Attention along the edges of one relation (Velickovic et al. 2018, Wang et al. 2019): every target gets
     * relu(sum over its sources of weight x source), with weights softmax(leakyRelu(a . source + b . target)) in each head.
     *
     * @param tape records
     * @param source rows x columns
     * @param target targets x columns
     * @param a 1 x columns, of which each head has an equal part
     * @param b 1 x columns
     * @param edges from rows of source to targets; must not change while the tape uses it
     * @param heads at least 1; must divide columns
     * @return targets x columns; 0 for targets without edges
     */
    public static Tensor alongEdges(
            Tape tape, Tensor source, Tensor target, Tensor a, Tensor b, Edges edges, int heads) {
        target.check(edges.targets().count(), source.columns);
        a.check(1, source.columns);
        b.check(1, source.columns);
        EdgeAttention attention = new EdgeAttention(tape, source, target, a, b, edges, heads, LEAK);
        attention.forward();
        tape.record(attention.result, attention::backward);
        return attention.result;
    }

    /**
     * Attention between the messages that each row got by several relations (second level of Wang et al. 2019): the sum
     * of the messages with weights softmax(score). Unlike there, each row has weights of its own, so that what is
     * computed for one graph does not depend on the others of a batch.
     *
     * @param tape records
     * @param messages of each relation below each other, (relations x rows) x columns
     * @param scores of each, (relations x rows) x 1
     * @param present whether each message takes part; each row needs one; must not change while the tape uses it
     * @param relations at least 1
     * @return rows x columns
     */
    public static Tensor betweenRelations(Tape tape, Tensor messages, Tensor scores, boolean[] present, int relations) {
        scores.check(messages.rows, 1);
        int rows = messages.rows / relations;
        int columns = messages.columns;
        Tensor y = tape.result(rows, columns, messages, scores);
        float[] weights = tape.scratch(messages.rows);
        for (int i = 0; i < rows; i++) {
            mixWeights(scores.value, present, weights, i, rows, relations);
            for (int r = 0; r < relations; r++) {
                int at = r * rows + i;
                if (present[at]) {
                    for (int j = 0; j < columns; j++) {
                        y.value[i * columns + j] += weights[at] * messages.value[at * columns + j];
                    }
                }
            }
        }
        tape.record(y, () -> {
            for (int i = 0; i < rows; i++) {
                mixBack(messages, scores, present, weights, y, i, relations);
            }
        });
        return y;
    }

    private static void mixWeights(
            float[] scores, boolean[] present, float[] weights, int row, int rows, int relations) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < relations; r++) {
            if (present[r * rows + row]) {
                largest = Math.max(largest, scores[r * rows + row]);
            }
        }
        float sum = 0;
        for (int r = 0; r < relations; r++) {
            int at = r * rows + row;
            weights[at] = present[at] ? Approximations.exp(scores[at] - largest) : 0;
            sum += weights[at];
        }
        for (int r = 0; r < relations; r++) {
            weights[r * rows + row] /= sum;
        }
    }

    private static void mixBack(
            Tensor messages, Tensor scores, boolean[] present, float[] weights, Tensor y, int row, int relations) {
        int columns = messages.columns;
        float mean = 0;
        for (int j = 0; j < columns; j++) {
            mean += y.gradient[row * columns + j] * y.value[row * columns + j];
        }
        for (int r = 0; r < relations; r++) {
            int at = r * y.rows + row;
            if (!present[at]) {
                continue;
            }
            float along = 0;
            for (int j = 0; j < columns; j++) {
                float slope = y.gradient[row * columns + j];
                along += slope * messages.value[at * columns + j];
                if (messages.gradient != null) {
                    messages.gradient[at * columns + j] += weights[at] * slope;
                }
            }
            if (scores.gradient != null) {
                scores.gradient[at] += weights[at] * (along - mean);
            }
        }
    }

    /**
     * Scaled dot-product attention of the rows of each group to each other (Vaswani et al. 2017).
     *
     * @param tape records
     * @param queries rows x columns
     * @param keys rows x columns
     * @param values rows x columns
     * @param groups of all rows; must not change while the tape uses it
     * @param heads at least 1; must divide columns
     * @return rows x columns
     */
    public static Tensor withinGroups(
            Tape tape, Tensor queries, Tensor keys, Tensor values, Segments groups, int heads) {
        queries.check(groups.rows(), values.columns);
        keys.check(groups.rows(), values.columns);
        values.check(groups.rows(), values.columns);
        GroupAttention attention = new GroupAttention(tape, queries, keys, values, groups, heads);
        attention.forward();
        tape.record(attention.result, attention::backward);
        return attention.result;
    }

    /** Turns scores into weights that sum to 1, in place. */
    static void softmax(float[] scores, int from, int to, int step) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i += step) {
            largest = Math.max(largest, scores[i]);
        }
        float sum = 0;
        for (int i = from; i < to; i += step) {
            scores[i] = Approximations.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = from; i < to; i += step) {
            scores[i] /= sum;
        }
    }

    /** The sum of products; four partial sums, which do not wait for each other. */
    static float dot(float[] a, int from, float[] b, int start, int count) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int whole = count - count % 4;
        for (int j = 0; j < whole; j += 4) {
            sum0 += a[from + j] * b[start + j];
            sum1 += a[from + j + 1] * b[start + j + 1];
            sum2 += a[from + j + 2] * b[start + j + 2];
            sum3 += a[from + j + 3] * b[start + j + 3];
        }
        for (int j = whole; j < count; j++) {
            sum0 += a[from + j] * b[start + j];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Adds weight x a to b. */
    static void add(float weight, float[] a, int from, float[] b, int to, int count) {
        for (int j = 0; j < count; j++) {
            b[to + j] += weight * a[from + j];
        }
    }

    static int width(int columns, int heads) {
        if (heads < 1 || columns % heads != 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "number of heads must divide %d, was %d", columns, heads));
        }
        return columns / heads;
    }
}
