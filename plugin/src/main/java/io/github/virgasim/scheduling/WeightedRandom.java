// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Draws among the candidates with room, each with a probability in proportion to its weight; the numbers are drawn for one
 * after another in the order of the topology's instances. O(n) time.
 */
abstract class WeightedRandom implements SchedulingPolicy {
    /**
     * Returns a candidate's weight.
     *
     * @param position of the candidate
     * @return positive
     */
    abstract double weight(int position, Candidates candidates, StreamRequest request, ServingView view);

    @Override
    public final int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        double sum = 0;
        int chosen = REJECT;
        // One pass: the i-th candidate replaces the choice with probability weight / sum so far.
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = candidates.listed(rank);
            int instance = candidates.instance(position);
            if (view.hasRoom(instance, request)) {
                double weight = weight(position, candidates, request, view);
                sum += weight;
                if (view.random().nextDouble() * sum < weight) {
                    chosen = instance;
                }
            }
        }
        return chosen;
    }
}
