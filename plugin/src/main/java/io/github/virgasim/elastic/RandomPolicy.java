// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pending task drawn evenly gets units drawn evenly from all that are possible, nothing included: TapFinger's baseline
 * Random. Costs O(1) per cluster and pending slot.
 */
public final class RandomPolicy implements ClusterPolicy {
    private final UniformRandomProvider random;

    /**
     * Makes the policy.
     *
     * @param random stream of its draws
     */
    public RandomPolicy(UniformRandomProvider random) {
        this.random = Objects.requireNonNull(random);
    }

    @Override
    public Optional<Proposal> propose(ElasticView view, Cluster cluster) {
        List<ElasticTask> pending = cluster.pending();
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        ElasticTask task = pending.get(random.nextInt(pending.size()));
        Units units = draw(task.type().minimum(), task.type().cap().smaller(cluster.free()));
        return Optional.of(new Proposal(cluster.number(), task, 1.0 / pending.size(), units));
    }

    private Units draw(Units low, Units high) {
        if (!high.covers(low)) {
            return Units.none(low.kinds());
        }
        long possible = 1;
        for (int kind = 0; kind < low.kinds(); kind++) {
            possible *= high.get(kind) - low.get(kind) + 1;
        }
        if (random.nextLong(possible + 1) == possible) {
            return Units.none(low.kinds());
        }
        int[] units = new int[low.kinds()];
        for (int kind = 0; kind < units.length; kind++) {
            units[kind] = low.get(kind) + random.nextInt(high.get(kind) - low.get(kind) + 1);
        }
        return Units.of(units);
    }
}
