// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * A random pair, drawn in proportion to the variant's capacity for the request's input size: over many streams the
 * bindings are proportionate to the capacities.
 *
 * <p>O(n) time in the number of candidates, one random number for each with room.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "random-proportional load".
 */
public final class RandomProportionalLoad extends WeightedRandom {
    @Override
    public String name() {
        return "random-proportional-load";
    }

    @Override
    double weight(int position, Candidates candidates, StreamRequest request, ServingView view) {
        return view.instances()
                .get(candidates.instance(position))
                .variant()
                .capacity(request.streamClass().size());
    }
}
