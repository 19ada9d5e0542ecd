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
        boolean strict = view.fallback() == Fallback.NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(rank));
            double load = view.load(instance);
            if (load < least || strict && best == REJECT && load == least) {
                double room = view.room(instance, request);
                if (room >= 0 || strict && room > Double.NEGATIVE_INFINITY) {
                    least = load;
                    best = room >= 0 ? instance : REJECT;
                }
            }
        }
        return best;
    }
}
