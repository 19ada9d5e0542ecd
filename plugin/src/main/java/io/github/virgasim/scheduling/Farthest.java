// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The worker with the largest network delay that still meets the deadline, arg max d + 2 sigma; of its variants the one
 * with the smallest processing delay (the paper leaves the variant open). It keeps near workers free for strict streams.
 *
 * <p>O(k) time, where k - 1 candidates ahead of the chosen one are full; O(n) when all n are.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "farthest".
 */
public final class Farthest implements SchedulingPolicy {
    @Override
    public String name() {
        return "farthest";
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.farthest(rank));
            if (view.hasRoom(instance, request)) {
                return instance;
            }
        }
        return REJECT;
    }
}
