// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The pair with the largest expected end-to-end delay that still meets the deadline, arg max 2 (d + 2 sigma) + D_v(size).
 * The slides print "arg min" beside the words "is maximized"; the words are followed, as arg min is least impedance.
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "cheaper".
 */
public final class Cheaper extends OrderedPolicy {
    @Override
    public String name() {
        return "cheaper";
    }

    @Override
    int position(int rank, Candidates candidates) {
        return candidates.fastest(candidates.size() - 1 - rank);
    }

    @Override
    double criterion(int position, Candidates candidates) {
        return candidates.latency(position);
    }
}
