// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.input.Checks;

/**
 * The weights alpha and beta of ECSRL's objective. The poster calls them adaptive and gives no rule; ours: alpha + beta =
 * 2, and while learning beta is raised in proportion to the share of failures (late or rejected requests) where that is
 * above a target, at most fourfold.
 *
 * @param energyShare alpha / (alpha + beta), 0 to 1
 * @param adaptive whether beta is raised
 */
public record EcsrlWeights(double energyShare, boolean adaptive) {
    /** Both terms weigh the same: alpha = beta = 1. */
    public static final double EVEN = 0.5;

    /** Share of failures from which on beta is raised: the poster's throughput is 87 %. */
    public static final double TARGET = 0.13;

    private static final double MOST = 4;

    /** Checks the share. */
    public EcsrlWeights {
        Checks.within("energy's share of the weights", energyShare, 0, 1);
    }

    /**
     * Returns the weight of the energy.
     *
     * @return 0 to 2
     */
    public double alpha() {
        return 2 * energyShare;
    }

    /**
     * Returns the weight of the degradation.
     *
     * @param failures recent share of failures, 0 to 1
     * @return 0 to 8; to 2 if the weights are not adaptive
     */
    public double beta(double failures) {
        double raise = adaptive ? Math.max(1, Math.min(MOST, failures / TARGET)) : 1;
        return 2 * (1 - energyShare) * raise;
    }
}
