// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** Matrix products by loops that every Java runs. */
final class PlainKernel implements MatrixKernel {
    @Override
    public String label() {
        return "plain";
    }

    @Override
    public void addProduct(
            float[] a, int rowStep, int innerStep, float[] b, float[] c, int rows, int inner, int columns) {
        int whole = inner - inner % 4;
        for (int i = 0; i < rows; i++) {
            int row = i * rowStep;
            for (int k = 0; k < whole; k += 4) {
                int at = row + k * innerStep;
                addFour(
                        a[at],
                        a[at + innerStep],
                        a[at + 2 * innerStep],
                        a[at + 3 * innerStep],
                        b,
                        k * columns,
                        c,
                        i * columns,
                        columns);
            }
            for (int k = whole; k < inner; k++) {
                add(a[row + k * innerStep], b, k * columns, c, i * columns, columns);
            }
        }
    }

    /** Four rows of b at once, so that a row of c is read and written a quarter as often. */
    private static void addFour(
            float a0, float a1, float a2, float a3, float[] b, int from, float[] c, int to, int columns) {
        int from1 = from + columns;
        int from2 = from1 + columns;
        int from3 = from2 + columns;
        for (int j = 0; j < columns; j++) {
            c[to + j] += a0 * b[from + j] + a1 * b[from1 + j] + a2 * b[from2 + j] + a3 * b[from3 + j];
        }
    }

    private static void add(float a, float[] b, int from, float[] c, int to, int columns) {
        for (int j = 0; j < columns; j++) {
            c[to + j] += a * b[from + j];
        }
    }
}
