// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

/**
 * What a choice is expected to cost, in parts of the objective; together what {@link EcsrlGreedy} expects.
 *
 * @param energy of the request's own inference; known, since an inference draws the same energy whatever runs beside it
 * @param degradation of the request's own inference and of those that it slows down
 * @param chance that a second inference follows
 * @param secondEnergy of a second inference, if one follows
 * @param secondDegradation of a second inference, if one follows; it is not slowed down
 */
record EcsrlForecast(double energy, double degradation, double chance, double secondEnergy, double secondDegradation) {
    /** Returns what a second inference costs if one follows. */
    double second() {
        return secondEnergy + secondDegradation;
    }
}
