// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pending task drawn evenly gets the minimum of its type if that is free: TapFinger's baseline Min. Costs O(1) per
 * cluster and pending slot.
 */
public final class MinimumPolicy implements ClusterPolicy {
    private final UniformRandomProvider random;

    /**
     * Makes the policy.
     *
     * @param random stream of its draws
     */
    public MinimumPolicy(UniformRandomProvider random) {
        this.random = Objects.requireNonNull(random);
    }

    @Override
    public Optional<Proposal> propose(ElasticView view, Cluster cluster) {
        List<ElasticTask> pending = cluster.pending();
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        ElasticTask task = pending.get(random.nextInt(pending.size()));
        Units minimum = task.type().minimum();
        Units units = cluster.free().covers(minimum) ? minimum : Units.none(minimum.kinds());
        return Optional.of(new Proposal(cluster.number(), task, 1.0 / pending.size(), units));
    }
}
