// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation's gradient against differences, relative to the gradient's length. Measured: smooth operations below
 * 6e-5, those with kinks below 1e-4 (their steps must be small, which single precision pays for).
 */
class OperationsTest {
    private static final float SMOOTH = 0.02f;
    private static final float KINKED = 0.002f;

    /** Three groups of 3, 0 and 2 rows. */
    private static final Segments GROUPS = segments(3, 0, 2);

    private static final boolean[] PERMITTED = {true, false, true, true, true};

    private record Case(String name, float step, double tolerance, int[][] shapes, Slopes.Function function) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                smooth("linear", (t, x) -> Layers.linear(t, x.get(0), x.get(1)), at(5, 7), at(7, 3)),
                smooth("linear, bias", layer(Activation.NONE), at(5, 7), at(7, 3), at(1, 3)),
                smooth("linear, tanh", layer(Activation.TANH), at(5, 7), at(7, 3), at(1, 3)),
                smooth("linear, GELU", layer(Activation.GELU), at(5, 7), at(7, 3), at(1, 3)),
                kinked("linear, ReLU", layer(Activation.RELU), at(5, 7), at(7, 3), at(1, 3)),
                kinked("ReLU", (t, x) -> Layers.relu(t, x.get(0)), at(5, 7)),
                smooth("add", (t, x) -> Layers.add(t, x.get(0), x.get(1)), at(5, 7), at(5, 7)),
                smooth("add to itself", (t, x) -> Layers.add(t, x.get(0), x.get(0)), at(5, 7)),
                smooth("tanh scores", (t, x) -> Layers.tanhScores(t, x.get(0), x.get(1)), at(5, 7), at(1, 7)),
                smooth(
                        "layer norm",
                        (t, x) -> Layers.normalise(t, x.get(0), x.get(1), x.get(2)),
                        at(5, 7),
                        at(1, 7),
                        at(1, 7)),
                smooth("gather", (t, x) -> Rows.gather(t, x.get(0), new int[] {4, 1, 1, 0}, 4), at(5, 3)),
                smooth("scatter", (t, x) -> Rows.scatter(t, x.get(0), new int[] {2, 0, 2, 3, 0}, 5), at(5, 3)),
                smooth("stack", (t, x) -> Rows.stack(t, x.get(0), x.get(1), x.get(0)), at(2, 3), at(4, 3)),
                smooth("sum of groups", (t, x) -> Rows.sum(t, x.get(0), GROUPS), at(5, 3)),
                smooth("mean of groups", (t, x) -> Rows.mean(t, x.get(0), GROUPS), at(5, 3)),
                kinked(
                        "attention along edges",
                        (t, x) -> Attention.alongEdges(t, x.get(0), x.get(1), x.get(2), x.get(3), edges(), 2),
                        at(4, 6),
                        at(3, 6),
                        at(1, 6),
                        at(1, 6)),
                smooth(
                        "attention between relations",
                        (t, x) -> Attention.betweenRelations(
                                t, x.get(0), x.get(1), new boolean[] {true, true, false, true, true, true}, 3),
                        at(6, 4),
                        at(6, 1)),
                smooth(
                        "attention within groups",
                        (t, x) -> Attention.withinGroups(t, x.get(0), x.get(1), x.get(2), GROUPS, 2),
                        at(5, 4),
                        at(5, 4),
                        at(5, 4)),
                smooth(
                        "choices",
                        (t, x) -> Choices.taken(t, x.get(0), segments(3, 2), PERMITTED, new int[] {2, 3}),
                        at(5, 1)),
                smooth("clipped policy", (t, x) -> policyLoss(t, x.get(0)), at(4, 2)),
                smooth("unlikeliness", (t, x) -> Losses.unlikeliness(t, x.get(0), new float[] {1, 2, 0}), at(3, 2)),
                smooth(
                        "squared error",
                        (t, x) -> Losses.squaredError(t, x.get(0), new float[] {1, -1, 2}, new float[] {1, 2, 3}),
                        at(3, 1)));
    }

    static Stream<Arguments> casesAndKernels() {
        return cases().flatMap(each ->
                Stream.of(MatrixKernels.plain(), MatrixKernels.fastest()).map(kernel -> Arguments.of(each, kernel)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesAndKernels")
    void gradientIsThatOfDifferences(Case each, MatrixKernel kernel) {
        Parameters parameters = parameters(each.shapes, new Random(11));
        double error = new Slopes(parameters, kernel, each.function).relativeError(each.step);
        System.out.printf(Locale.ROOT, "%s, %s kernel: relative error %.1e%n", each.name, kernel.label(), error);
        assertTrue(error < each.tolerance, () -> each.name + " had a relative error of " + error);
    }

    @Test
    void clippedRatioHasNoSlope() {
        Parameters parameters = new Parameters();
        Parameter p = parameters.zeros("p", 2, 2);
        Tape tape = new Tape(MatrixKernels.plain(), parameters);
        tape.begin(true);
        // The ratio is e^0.5 for both: more of a good choice is clipped, less of a bad one is not.
        float[] old = {-0.5f, -0.5f};
        Tensor loss =
                Losses.clippedPolicy(tape, tape.parameter(p), old, new float[] {1, -1}, new float[] {1, 1}, 0.2f, 0);
        tape.minimise(loss, 1);
        tape.backward();
        assertEquals(-1.2f + Math.exp(0.5), loss.get(0, 0), 1e-5);
        assertEquals(0, tape.gradients().of(p)[0]);
        assertEquals(Math.exp(0.5), tape.gradients().of(p)[2], 1e-5);
    }

    /** The ratio is e^-0.5 for both: less of a bad choice is clipped, more of a good one is not. */
    @Test
    void clippedRatioHasNoSlopeBelowItsRangeEither() {
        Parameters parameters = new Parameters();
        Parameter p = parameters.zeros("p", 2, 2);
        Tape tape = new Tape(MatrixKernels.plain(), parameters);
        tape.begin(true);
        float[] old = {0.5f, 0.5f};
        Tensor loss =
                Losses.clippedPolicy(tape, tape.parameter(p), old, new float[] {-1, 1}, new float[] {1, 1}, 0.2f, 0);
        tape.minimise(loss, 1);
        tape.backward();
        assertEquals(0.8f - Math.exp(-0.5), loss.get(0, 0), 1e-5);
        assertEquals(0, tape.gradients().of(p)[0]);
        assertEquals(-Math.exp(-0.5), tape.gradients().of(p)[2], 1e-5);
    }

    @Test
    void choicesNeedAPermittedOption() {
        Tape tape = new Tape(MatrixKernels.plain(), new Parameters());
        tape.begin(false);
        Tensor logits = tape.input(new float[2], 2, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> Choices.taken(tape, logits, segments(2), new boolean[2], new int[1]));
    }

    @Test
    void whatIsNotPermittedHasNoProbability() {
        Tape tape = new Tape(MatrixKernels.plain(), new Parameters());
        tape.begin(false);
        Tensor logits = tape.input(new float[] {1, 100, 2, 0, 0}, 5, 1);
        float[] probabilities = new float[5];
        Choices.probabilities(logits, segments(3, 2), 0, PERMITTED, probabilities);
        assertEquals(0, probabilities[1]);
        assertEquals(1 / (1 + Math.E), probabilities[0], 1e-6);
        assertEquals(0, probabilities[3], "another group");
    }

    private static Tensor policyLoss(Tape tape, Tensor taken) {
        return Losses.clippedPolicy(
                tape,
                taken,
                new float[] {-0.9f, 0.4f, 0.2f, -1.5f},
                new float[] {1, -2, 0.5f, 3},
                new float[] {0.25f, 0.25f, 0.5f, 0},
                0.9f,
                0.01f);
    }

    private static Slopes.Function layer(Activation activation) {
        return (tape, x) -> Layers.linear(tape, x.get(0), x.get(1), x.get(2), activation);
    }

    private static Edges edges() {
        Edges edges = new Edges();
        int[][] sources = {{0, 2, 3}, {}, {2, 1}};
        int edge = 0;
        for (int[] each : sources) {
            edges.addTarget(each.length);
            for (int source : each) {
                edges.setSource(edge++, source);
            }
        }
        return edges;
    }

    private static Segments segments(int... sizes) {
        Segments segments = new Segments();
        for (int size : sizes) {
            segments.add(size);
        }
        return segments;
    }

    private static Parameters parameters(int[][] shapes, Random random) {
        Parameters parameters = new Parameters();
        for (int[] shape : shapes) {
            Parameter each = parameters.zeros("p" + parameters.all().size(), shape[0], shape[1]);
            for (int i = 0; i < each.size(); i++) {
                parameters.values(each)[i] = (float) random.nextGaussian();
            }
        }
        return parameters;
    }

    private static int[] at(int rows, int columns) {
        return new int[] {rows, columns};
    }

    private static Case smooth(String name, Slopes.Function function, int[]... shapes) {
        return new Case(name, SMOOTH, 1e-4, shapes, function);
    }

    private static Case kinked(String name, Slopes.Function function, int[]... shapes) {
        return new Case(name, KINKED, 5e-4, shapes, function);
    }
}
