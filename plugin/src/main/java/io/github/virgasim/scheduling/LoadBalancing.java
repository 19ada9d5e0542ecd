// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The pair with the smallest load, arg min L_vn(t) in queries per second; among equal loads the one with the smallest
 * expected delay.
 *
 * <p>O(n) time in the number of candidates.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "load balancing".
 */
public final class LoadBalancing implements SchedulingPolicy {
    @Override
    public String name() {
        return "load-balancing";
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        int best = REJECT;
        double least = Double.POSITIVE_INFINITY;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(rank));
            if (view.load(instance) < least && view.hasRoom(instance, request)) {
                least = view.load(instance);
                best = instance;
            }
        }
        return best;
    }
}
