// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;

/** A measured slowdown: at least 1, or infinite where the memory does not suffice. */
final class SlowdownCell {
    private static final String INFINITE = "inf";

    private SlowdownCell() {}

    /** Reads a cell; the text "inf" is infinity. */
    static double read(CsvTable.Row row, String column) {
        return row.text(column).equals(INFINITE)
                ? Double.POSITIVE_INFINITY
                : row.number(column, 1, Double.POSITIVE_INFINITY);
    }

    static void check(String what, double value) {
        Checks.within(what, value, 1, Double.POSITIVE_INFINITY);
    }
}
