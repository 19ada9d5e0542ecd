// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/** Proposes a pending task drawn evenly; subclasses say what it gets. */
abstract class EvenDraw implements ClusterPolicy {
    private final UniformRandomProvider random;

    EvenDraw(UniformRandomProvider random) {
        this.random = Objects.requireNonNull(random);
    }

    /** Returns what a task gets of what is free in a cluster; nothing if it cannot be started. */
    abstract Units units(TaskType type, Cluster cluster);

    final UniformRandomProvider random() {
        return random;
    }

    @Override
    public final void propose(ElasticView view, Cluster cluster, Proposals proposals) {
        int pending = cluster.pendingCount();
        if (pending > 0) {
            ElasticTask task = cluster.pending(random.nextInt(pending));
            proposals.put(cluster.number(), task, 1.0 / pending, units(task.type(), cluster));
        }
    }
}
