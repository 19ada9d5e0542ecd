// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * A random pair, drawn in proportion to its expected end-to-end delay 2 (d + 2 sigma) + D_v(size): over many streams the
 * bindings are proportionate to the delays.
 *
 * <p>O(n) time in the number of candidates, one random number for each with room.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "random-proportional latency".
 */
public final class RandomProportionalLatency extends WeightedRandom {
    @Override
    public String name() {
        return "random-proportional-latency";
    }

    @Override
    double weight(int position, Candidates candidates, StreamRequest request, ServingView view) {
        return candidates.latency(position);
    }
}
