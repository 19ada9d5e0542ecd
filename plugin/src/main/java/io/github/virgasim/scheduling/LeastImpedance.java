// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The pair with the smallest expected end-to-end delay, arg min 2 (d + 2 sigma) + D_v(size).
 *
 * <p>O(k) time, where k - 1 candidates ahead of the chosen one are full; O(n) when all n are.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "least impedance".
 */
public final class LeastImpedance implements SchedulingPolicy {
    @Override
    public String name() {
        return "least-impedance";
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(rank));
            if (view.hasRoom(instance, request)) {
                return instance;
            }
        }
        return REJECT;
    }
}
