// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The worker with the smallest network delay, arg min d + 2 sigma; of its variants the one with the smallest processing
 * delay (the paper leaves the variant open).
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "closest".
 */
public final class Closest extends OrderedPolicy {
    @Override
    public String name() {
        return "closest";
    }

    @Override
    int position(int rank, Candidates candidates) {
        return candidates.nearest(rank);
    }

    @Override
    double criterion(int position, Candidates candidates) {
        return candidates.networkDelay(position);
    }
}
