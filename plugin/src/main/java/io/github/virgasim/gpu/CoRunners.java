// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import java.util.function.IntToDoubleFunction;

/** Slowdowns by single co-runners, added up. */
final class CoRunners {
    private CoRunners() {}

    /**
     * Returns 1 + the sum over all other running batches of (slowdown beside one of them - 1). Measurements are of pairs;
     * that the effects of several add up is our choice.
     *
     * @param model position of the batch asked about
     * @param running batches of each position that run, that one included
     * @param beside slowdown beside one batch of a position
     */
    static double slowdown(int model, int[] running, IntToDoubleFunction beside) {
        double sum = 1;
        for (int other = 0; other < running.length; other++) {
            int count = running[other] - (other == model ? 1 : 0);
            if (count > 0) {
                sum += count * (beside.applyAsDouble(other) - 1);
            }
        }
        return sum;
    }

    /** Returns the number of batches that run. */
    static int count(int[] running) {
        int sum = 0;
        for (int count : running) {
            sum += count;
        }
        return sum;
    }
}
