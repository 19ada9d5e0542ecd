// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.Checks;

/** The option {@code --time-unit-ms} of import and export. */
final class FogUnit {
    private static final double SMALLEST = 1e-9;
    private static final double LARGEST = 1e9;

    private FogUnit() {}

    /** Requires what can be divided and multiplied by without leaving the numbers that a scenario may have [ms]. */
    static double check(double unit) {
        return Checks.within("--time-unit-ms", unit, SMALLEST, LARGEST);
    }
}
