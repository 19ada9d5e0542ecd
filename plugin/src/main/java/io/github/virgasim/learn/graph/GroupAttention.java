// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import static io.github.virgasim.learn.graph.Attention.add;
import static io.github.virgasim.learn.graph.Attention.dot;

/** Forward and backward pass of {@link Attention#withinGroups}. */
final class GroupAttention {
    final Tensor result;

    private final Tensor queries;
    private final Tensor keys;
    private final Tensor values;
    private final Segments groups;
    private final int heads;
    private final int width;
    private final int columns;
    private final float scale;
    /** For each group and head a square matrix of weights, row by query. */
    private final float[] weights;

    private final float[] slopes;

    GroupAttention(Tape tape, Tensor queries, Tensor keys, Tensor values, Segments groups, int heads) {
        this.queries = queries;
        this.keys = keys;
        this.values = values;
        this.groups = groups;
        this.heads = heads;
        columns = values.columns;
        width = Attention.width(columns, heads);
        scale = 1 / (float) Math.sqrt(width);
        result = tape.result(values.rows, columns, queries, keys, values);
        int squares = 0;
        int largest = 0;
        for (int g = 0; g < groups.count(); g++) {
            int n = groups.end(g) - groups.start(g);
            squares += n * n;
            largest = Math.max(largest, n);
        }
        weights = tape.scratch(squares * heads);
        slopes = tape.scratch(largest);
    }

    void forward() {
        int square = 0;
        for (int g = 0; g < groups.count(); g++) {
            int from = groups.start(g);
            int n = groups.end(g) - from;
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < n; i++) {
                    int row = square + i * n;
                    for (int k = 0; k < n; k++) {
                        weights[row + k] =
                                scale * dot(queries.value, at(from + i, h), keys.value, at(from + k, h), width);
                    }
                    Attention.softmax(weights, row, row + n, 1);
                    for (int k = 0; k < n; k++) {
                        add(weights[row + k], values.value, at(from + k, h), result.value, at(from + i, h), width);
                    }
                }
                square += n * n;
            }
        }
    }

    void backward() {
        int square = 0;
        for (int g = 0; g < groups.count(); g++) {
            int from = groups.start(g);
            int n = groups.end(g) - from;
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < n; i++) {
                    backward(from, i, n, h, square + i * n);
                }
                square += n * n;
            }
        }
    }

    private void backward(int from, int i, int n, int h, int row) {
        int query = at(from + i, h);
        float mean = 0;
        for (int k = 0; k < n; k++) {
            slopes[k] = dot(result.gradient, query, values.value, at(from + k, h), width);
            mean += weights[row + k] * slopes[k];
        }
        for (int k = 0; k < n; k++) {
            int key = at(from + k, h);
            float weight = weights[row + k];
            float slope = scale * weight * (slopes[k] - mean);
            if (values.gradient != null) {
                add(weight, result.gradient, query, values.gradient, key, width);
            }
            if (queries.gradient != null) {
                add(slope, keys.value, key, queries.gradient, query, width);
            }
            if (keys.gradient != null) {
                add(slope, queries.value, query, keys.gradient, key, width);
            }
        }
    }

    private int at(int row, int head) {
        return row * columns + head * width;
    }
}
