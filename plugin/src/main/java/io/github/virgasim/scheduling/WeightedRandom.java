// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Draws among the candidates with room, each with a probability in proportion to its weight; the numbers are drawn for one
 * after another in the order of the topology's instances. Without {@link Fallback} it draws among all that are there, and
 * rejects if the drawn one is full. O(n) time.
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
        boolean strict = view.fallback() == Fallback.NONE;
        double sum = 0;
        int chosen = REJECT;
        // One pass: the i-th candidate replaces the choice with probability weight / sum so far.
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = candidates.listed(rank);
            int instance = candidates.instance(position);
            double room = view.room(instance, request);
            if (room >= 0 || strict && room > Double.NEGATIVE_INFINITY) {
                double weight = weight(position, candidates, request, view);
                sum += weight;
                if (view.random().nextDouble() * sum < weight) {
                    chosen = room >= 0 ? instance : REJECT;
                }
            }
        }
        return chosen;
    }
}
