// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The pair with the largest expected end-to-end delay that still meets the deadline, arg max 2 (d + 2 sigma) + D_v(size).
 * The slides print "arg min" beside the words "is maximized"; the words are followed, as arg min is least impedance.
 *
 * <p>O(k) time, where k - 1 candidates ahead of the chosen one are full; O(n) when all n are.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "cheaper".
 */
public final class Cheaper implements SchedulingPolicy {
    @Override
    public String name() {
        return "cheaper";
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(candidates.size() - 1 - rank));
            if (view.hasRoom(instance, request)) {
                return instance;
            }
        }
        return REJECT;
    }
}
