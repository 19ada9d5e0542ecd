// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * The pair with the smallest expected end-to-end delay, arg min 2 (d + 2 sigma) + D_v(size).
 *
 * <p>Source: ASET (arXiv 2301.13618), policy "least impedance".
 */
public final class LeastImpedance extends OrderedPolicy {
    @Override
    public String name() {
        return "least-impedance";
    }

    @Override
    int position(int rank, Candidates candidates) {
        return candidates.fastest(rank);
    }

    @Override
    double criterion(int position, Candidates candidates) {
        return candidates.latency(position);
    }
}
