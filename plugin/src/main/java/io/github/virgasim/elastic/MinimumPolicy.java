// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pending task drawn evenly gets the minimum of its type if that is free: TapFinger's baseline Min. Costs O(1) per
 * cluster and pending slot.
 */
public final class MinimumPolicy extends EvenDraw {
    /**
     * Makes the policy.
     *
     * @param random stream of its draws
     */
    public MinimumPolicy(UniformRandomProvider random) {
        super(random);
    }

    @Override
    Units units(TaskType type, Cluster cluster) {
        return cluster.hasFree(type.minimum())
                ? type.minimum()
                : Units.none(type.minimum().kinds());
    }
}
