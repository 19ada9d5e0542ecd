// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;
import java.util.Set;

/**
 * What is left of Tiresias without preemption, as TapFinger's runs with containers had it: the first pending task gets an
 * even share of the whole cluster between all tasks that wait in its slots or run there, rounded up, and at least its
 * minimum. A cluster with n tasks costs O(n).
 */
public final class NonPreemptiveTiresias extends NonPreemptiveScheduler {
    @Override
    Proposal choose(Cluster cluster, List<ElasticTask> pending, Set<ElasticTask> taken) {
        ElasticTask first = pending.stream()
                .filter(task -> !taken.contains(task))
                .findFirst()
                .orElseThrow();
        int tasks = pending.size() + cluster.running().size();
        int[] share = cluster.capacity().toArray();
        for (int kind = 0; kind < share.length; kind++) {
            share[kind] = Math.max(first.type().minimum().get(kind), (share[kind] + tasks - 1) / tasks);
        }
        return new Proposal(cluster.number(), first, 1, limited(share, cluster, first));
    }
}
