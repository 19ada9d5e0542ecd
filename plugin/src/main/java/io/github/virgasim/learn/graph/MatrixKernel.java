// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/**
 * The inner loops of matrix products, the one part whose speed depends on the machine.
 *
 * <p>A kernel gives the same bits for the same input in every run; two kernels may round differently, by at most 1e-5 of
 * the sum of absolute products. Stateless, so that threads may share one.
 */
public interface MatrixKernel {
    /**
     * Returns the name under which a training reports the kernel.
     *
     * @return for example "plain"
     */
    String label();

    /**
     * Adds a product to a matrix: {@code c[i][j] += sum over k of a[i][k] * b[k][j]}.
     *
     * @param a left factor; element (i, k) is at {@code i * rowStep + k * innerStep}, so that it may be read transposed
     * @param rowStep distance between rows of a
     * @param innerStep distance between columns of a
     * @param b right factor, inner x columns, row after row
     * @param c sum, rows x columns, row after row
     * @param rows of a and c
     * @param inner columns of a, rows of b
     * @param columns of b and c
     */
    void addProduct(float[] a, int rowStep, int innerStep, float[] b, float[] c, int rows, int inner, int columns);
}
