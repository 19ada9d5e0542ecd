// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.Locale;

/**
 * A matrix of single-precision numbers on a {@link Tape}, valid until the tape begins anew.
 *
 * <p>Its arrays may be longer than rows x columns; what lies behind has no meaning.
 */
public final class Tensor {
    final int rows;
    final int columns;
    /** Row after row. */
    final float[] value;
    /** Derivative of the loss in each value, or null if none is wanted. */
    final float[] gradient;

    Tensor(int rows, int columns, float[] value, float[] gradient) {
        this.rows = rows;
        this.columns = columns;
        this.value = value;
        this.gradient = gradient;
    }

    /**
     * Returns the number of rows.
     *
     * @return from 0
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns the number of columns.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * Returns one value.
     *
     * @param row from 0
     * @param column from 0
     * @return the value
     */
    public float get(int row, int column) {
        return value[row * columns + column];
    }

    int size() {
        return rows * columns;
    }

    void check(int wantedRows, int wantedColumns) {
        if (rows != wantedRows || columns != wantedColumns) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "tensor must be %d x %d, was %d x %d", wantedRows, wantedColumns, rows, columns));
        }
    }
}
