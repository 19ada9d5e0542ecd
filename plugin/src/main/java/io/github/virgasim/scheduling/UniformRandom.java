// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * A random pair, each with the same probability.
 *
 * <p>O(n) time in the number of candidates, one random number for each with room.
 *
 * <p>Source: ASET (arXiv 2301.13618), action "random".
 */
public final class UniformRandom extends WeightedRandom {
    @Override
    public String name() {
        return "random";
    }

    @Override
    double weight(int position, Candidates candidates, StreamRequest request, ServingView view) {
        return 1;
    }
}
