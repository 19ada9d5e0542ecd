// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Proposes a pending task drawn evenly; subclasses say what it gets. */
abstract class EvenDraw implements ClusterPolicy {
    private final UniformRandomProvider random;

    EvenDraw(UniformRandomProvider random) {
        this.random = Objects.requireNonNull(random);
    }

    /** Returns what a task gets of what is free; nothing if it cannot be started. */
    abstract Units units(TaskType type, Units free);

    final UniformRandomProvider random() {
        return random;
    }

    @Override
    public final Optional<Proposal> propose(ElasticView view, Cluster cluster) {
        int pending = cluster.pendingCount();
        if (pending == 0) {
            return Optional.empty();
        }
        ElasticTask task = cluster.pending(random.nextInt(pending));
        return Optional.of(new Proposal(cluster.number(), task, 1.0 / pending, units(task.type(), cluster.free())));
    }
}
