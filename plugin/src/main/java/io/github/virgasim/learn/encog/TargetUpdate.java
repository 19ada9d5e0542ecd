// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;

/**
 * How the target network follows the online network: every {@code every} updates each target weight goes the share
 * {@code share} of its way to the online weight.
 *
 * @param share above 0, up to 1 (a copy)
 * @param every number of updates between two moves, at least 1
 */
public record TargetUpdate(double share, int every) {

    /** Checks the values. */
    public TargetUpdate {
        Checks.positive("share of the way to the online network", share);
        Checks.within("share of the way to the online network", share, 0, 1);
        Checks.atLeastOne("updates between two moves of the target network", every);
    }

    /**
     * Copies the online network now and then (Mnih et al. 2015).
     *
     * @param every number of updates between two copies, at least 1
     * @return the rule
     */
    public static TargetUpdate hard(int every) {
        return new TargetUpdate(1, every);
    }

    /**
     * Follows the online network slowly after each update (Lillicrap et al. 2016).
     *
     * @param share share of the way at each update, above 0, up to 1
     * @return the rule
     */
    public static TargetUpdate soft(double share) {
        return new TargetUpdate(share, 1);
    }
}
