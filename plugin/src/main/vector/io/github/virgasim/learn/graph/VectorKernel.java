// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products by the JDK's Vector API. Each element is summed in the order of the inner index by fused multiply-adds,
 * whatever the width of the machine's vectors.
 */
final class VectorKernel implements MatrixKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String label() {
        return "vector";
    }

    @Override
    public void addProduct(
            float[] a, int rowStep, int innerStep, float[] b, float[] c, int rows, int inner, int columns) {
        int wholeRows = rows - rows % 4;
        int doubled = columns - columns % (2 * LANES);
        int whole = columns - columns % LANES;
        for (int i = 0; i < wholeRows; i += 4) {
            for (int j = 0; j < doubled; j += 2 * LANES) {
                fourRows(a, i * rowStep, rowStep, innerStep, b, j, c, i * columns + j, inner, columns);
            }
        }
        for (int i = wholeRows; i < rows; i++) {
            for (int j = 0; j < doubled; j += 2 * LANES) {
                oneRow(a, i * rowStep, innerStep, b, j, c, i * columns + j, inner, columns);
                oneRow(a, i * rowStep, innerStep, b, j + LANES, c, i * columns + j + LANES, inner, columns);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (doubled < whole) {
                oneRow(a, i * rowStep, innerStep, b, doubled, c, i * columns + doubled, inner, columns);
            }
            for (int j = whole; j < columns; j++) {
                oneElement(a, i * rowStep, innerStep, b, j, c, i * columns + j, inner, columns);
            }
        }
    }

    /** A block of 4 rows by 2 vectors of c, kept in registers while the inner index runs. */
    private static void fourRows(
            float[] a,
            int at,
            int rowStep,
            int innerStep,
            float[] b,
            int from,
            float[] c,
            int to,
            int inner,
            int columns) {
        int to1 = to + columns;
        int to2 = to1 + columns;
        int to3 = to2 + columns;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to1 + LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to2 + LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to3 + LANES);
        int left = at;
        int right = from;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, right + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[left]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[left + rowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[left + 2 * rowStep]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[left + 3 * rowStep]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            left += innerStep;
            right += columns;
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + LANES);
        c10.intoArray(c, to1);
        c11.intoArray(c, to1 + LANES);
        c20.intoArray(c, to2);
        c21.intoArray(c, to2 + LANES);
        c30.intoArray(c, to3);
        c31.intoArray(c, to3 + LANES);
    }

    private static void oneRow(
            float[] a, int at, int innerStep, float[] b, int from, float[] c, int to, int inner, int columns) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, to);
        int left = at;
        int right = from;
        for (int k = 0; k < inner; k++) {
            sum = FloatVector.broadcast(SPECIES, a[left]).fma(FloatVector.fromArray(SPECIES, b, right), sum);
            left += innerStep;
            right += columns;
        }
        sum.intoArray(c, to);
    }

    private static void oneElement(
            float[] a, int at, int innerStep, float[] b, int from, float[] c, int to, int inner, int columns) {
        float sum = c[to];
        for (int k = 0; k < inner; k++) {
            sum = Math.fma(a[at + k * innerStep], b[from + k * columns], sum);
        }
        c[to] = sum;
    }
}
