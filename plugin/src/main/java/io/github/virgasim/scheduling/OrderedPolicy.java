// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Takes the first candidate with room in an order. Without {@link Fallback} it takes none that is worse than the first one
 * that is there.
 *
 * <p>O(k) time, where k - 1 candidates ahead of the chosen one are full; O(n) when all n are.
 */
abstract class OrderedPolicy implements SchedulingPolicy {
    /** Returns the position of the candidate at a rank of the order. */
    abstract int position(int rank, Candidates candidates);

    /** Returns what the order goes by, in which equally good candidates are equal. */
    abstract double criterion(int position, Candidates candidates);

    @Override
    public final int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        boolean strict = view.fallback() == Fallback.NONE;
        double named = Double.NaN;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = position(rank, candidates);
            if (!Double.isNaN(named) && criterion(position, candidates) != named) {
                break;
            }
            int instance = candidates.instance(position);
            double room = view.room(instance, request);
            if (room >= 0) {
                return instance;
            }
            if (strict && room > Double.NEGATIVE_INFINITY) {
                named = criterion(position, candidates);
            }
        }
        return REJECT;
    }
}
