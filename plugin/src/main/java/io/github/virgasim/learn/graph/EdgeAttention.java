// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import static io.github.virgasim.learn.graph.Attention.add;
import static io.github.virgasim.learn.graph.Attention.dot;

/** Forward and backward pass of {@link Attention#alongEdges}. */
final class EdgeAttention {
    final Tensor result;

    private final Tape tape;
    private final Tensor source;
    private final Tensor target;
    private final Tensor a;
    private final Tensor b;
    private final Edges edges;
    private final int heads;
    private final int width;
    private final int columns;
    private final float leak;
    /** a . source and b . target in each head, and the weight of each edge in each head. */
    private final float[] sourceScores;

    private final float[] targetScores;
    private final float[] weights;

    EdgeAttention(Tape tape, Tensor source, Tensor target, Tensor a, Tensor b, Edges edges, int heads, float leak) {
        this.tape = tape;
        this.source = source;
        this.target = target;
        this.a = a;
        this.b = b;
        this.edges = edges;
        this.heads = heads;
        this.leak = leak;
        columns = source.columns;
        width = Attention.width(columns, heads);
        result = tape.result(target.rows, columns, source, target, a, b);
        sourceScores = tape.scratch(source.rows * heads);
        targetScores = tape.scratch(target.rows * heads);
        weights = tape.scratch(edges.targets().rows() * heads);
    }

    void forward() {
        scores(source, a, sourceScores);
        scores(target, b, targetScores);
        Segments targets = edges.targets();
        for (int t = 0; t < target.rows; t++) {
            int from = targets.start(t);
            int to = targets.end(t);
            for (int h = 0; h < heads; h++) {
                for (int e = from; e < to; e++) {
                    float score = sourceScores[edges.source(e) * heads + h] + targetScores[t * heads + h];
                    weights[e * heads + h] = score > 0 ? score : leak * score;
                }
                Attention.softmax(weights, from * heads + h, to * heads, heads);
                for (int e = from; e < to; e++) {
                    int at = edges.source(e) * columns + h * width;
                    add(weights[e * heads + h], source.value, at, result.value, t * columns + h * width, width);
                }
            }
        }
        for (int i = 0; i < result.size(); i++) {
            result.value[i] = Math.max(0, result.value[i]);
        }
    }

    private void scores(Tensor x, Tensor along, float[] scores) {
        for (int i = 0; i < x.rows; i++) {
            for (int h = 0; h < heads; h++) {
                scores[i * heads + h] = dot(x.value, i * columns + h * width, along.value, h * width, width);
            }
        }
    }

    void backward() {
        float[] sourceSlopes = tape.zeros(source.rows * heads);
        float[] targetSlopes = tape.zeros(target.rows * heads);
        float[] slopes = tape.scratch(columns);
        Segments targets = edges.targets();
        for (int t = 0; t < target.rows; t++) {
            for (int j = 0; j < columns; j++) {
                slopes[j] = result.value[t * columns + j] > 0 ? result.gradient[t * columns + j] : 0;
            }
            for (int h = 0; h < heads; h++) {
                backward(t, h, targets.start(t), targets.end(t), slopes, sourceSlopes, targetSlopes);
            }
        }
        scoresBack(source, a, sourceSlopes);
        scoresBack(target, b, targetSlopes);
    }

    private void backward(int t, int h, int from, int to, float[] slopes, float[] sourceSlopes, float[] targetSlopes) {
        // Through the positive part, the weighted sum is the result itself.
        float mean = dot(slopes, h * width, result.value, t * columns + h * width, width);
        for (int e = from; e < to; e++) {
            int node = edges.source(e);
            int at = node * columns + h * width;
            float weight = weights[e * heads + h];
            float along = dot(slopes, h * width, source.value, at, width);
            if (source.gradient != null) {
                add(weight, slopes, h * width, source.gradient, at, width);
            }
            float score = sourceScores[node * heads + h] + targetScores[t * heads + h];
            float slope = weight * (along - mean) * (score > 0 ? 1 : leak);
            sourceSlopes[node * heads + h] += slope;
            targetSlopes[t * heads + h] += slope;
        }
    }

    private void scoresBack(Tensor x, Tensor along, float[] slopes) {
        for (int i = 0; i < x.rows; i++) {
            for (int h = 0; h < heads; h++) {
                float slope = slopes[i * heads + h];
                int at = i * columns + h * width;
                if (x.gradient != null) {
                    add(slope, along.value, h * width, x.gradient, at, width);
                }
                if (along.gradient != null) {
                    add(slope, x.value, at, along.gradient, h * width, width);
                }
            }
        }
    }
}
