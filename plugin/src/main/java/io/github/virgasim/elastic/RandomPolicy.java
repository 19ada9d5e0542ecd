// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pending task drawn evenly gets units drawn evenly from all that are possible, nothing included: TapFinger's baseline
 * Random. Costs O(1) per cluster and pending slot.
 */
public final class RandomPolicy extends EvenDraw {
    /**
     * Makes the policy.
     *
     * @param random stream of its draws
     */
    public RandomPolicy(UniformRandomProvider random) {
        super(random);
    }

    @Override
    Units units(TaskType type, Cluster cluster) {
        return draw(type.minimum(), type.cap().smaller(cluster.free()));
    }

    private Units draw(Units low, Units high) {
        if (!high.covers(low)) {
            return Units.none(low.kinds());
        }
        long possible = 1;
        for (int kind = 0; kind < low.kinds(); kind++) {
            possible *= high.get(kind) - low.get(kind) + 1;
        }
        if (random().nextLong(possible + 1) == possible) {
            return Units.none(low.kinds());
        }
        int[] units = new int[low.kinds()];
        for (int kind = 0; kind < units.length; kind++) {
            units[kind] = low.get(kind) + random().nextInt(high.get(kind) - low.get(kind) + 1);
        }
        return Units.of(units);
    }
}
