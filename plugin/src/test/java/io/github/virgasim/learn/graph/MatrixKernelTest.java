// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix products of every kernel against sums in double precision, for shapes around the kernels' blocks. */
class MatrixKernelTest {
    private static final int[] SIZES = {0, 1, 3, 4, 5, 8, 17, 31, 64};

    static Stream<MatrixKernel> kernels() {
        return Stream.of(MatrixKernels.plain(), MatrixKernels.fastest());
    }

    @Test
    void testsRunWithTheVectorModule() {
        assertEquals("vector", MatrixKernels.fastest().label(), "see argLine in the pom");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsAreThoseOfDoubles(MatrixKernel kernel) {
        Random random = new Random(3);
        for (int rows : SIZES) {
            for (int inner : SIZES) {
                for (int columns : SIZES) {
                    check(kernel, random, rows, inner, columns, false);
                    check(kernel, random, rows, inner, columns, true);
                }
            }
        }
    }

    private static void check(
            MatrixKernel kernel, Random random, int rows, int inner, int columns, boolean transposed) {
        float[] a = random(random, rows * inner);
        float[] b = random(random, inner * columns);
        float[] c = random(random, rows * columns);
        float[] before = c.clone();
        int rowStep = transposed ? 1 : inner;
        int innerStep = transposed ? rows : 1;
        kernel.addProduct(a, rowStep, innerStep, b, c, rows, inner, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = before[i * columns + j];
                double absolute = Math.abs(sum);
                for (int k = 0; k < inner; k++) {
                    double each = (double) a[i * rowStep + k * innerStep] * b[k * columns + j];
                    sum += each;
                    absolute += Math.abs(each);
                }
                double error = Math.abs(c[i * columns + j] - sum);
                assertTrue(
                        error <= 1e-6 * absolute,
                        () -> String.format(
                                Locale.ROOT,
                                "%s kernel, %d x %d x %d: error %g",
                                kernel.label(),
                                rows,
                                inner,
                                columns,
                                error));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void compiledLoopsGiveTheBitsOfInterpretedOnes(MatrixKernel kernel) {
        float[] a = random(new Random(1), 33 * 65);
        float[] b = random(new Random(2), 65 * 41);
        float[] first = new float[33 * 41];
        kernel.addProduct(a, 65, 1, b, first, 33, 65, 41);
        for (int i = 0; i < 3000; i++) {
            float[] again = new float[33 * 41];
            kernel.addProduct(a, 65, 1, b, again, 33, 65, 41);
            assertArrayEquals(first, again);
        }
    }

    private static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
