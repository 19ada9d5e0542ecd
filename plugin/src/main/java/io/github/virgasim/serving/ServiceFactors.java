// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

/** The random factors of one run by which times stray from their means. */
@FunctionalInterface
interface ServiceFactors {
    /** Draws for an instance at a time [s]; times do not fall. */
    double next(int instance, double now);
}
