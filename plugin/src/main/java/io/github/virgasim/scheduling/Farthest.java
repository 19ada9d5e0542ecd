// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The worker with the largest network delay that still meets the deadline, arg max d + 2 sigma; of its variants the one
 * with the smallest processing delay (the paper leaves the variant open). It keeps near workers free for strict streams.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "farthest".
 */
public final class Farthest extends OrderedPolicy {
    @Override
    public String name() {
        return "farthest";
    }

    @Override
    int position(int rank, Candidates candidates) {
        return candidates.farthest(rank);
    }

    @Override
    double criterion(int position, Candidates candidates) {
        return candidates.networkDelay(position);
    }
}
