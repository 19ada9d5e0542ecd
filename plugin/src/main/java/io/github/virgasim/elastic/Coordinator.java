// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The central coordinator: collects what the clusters propose, gives every task to one of them, and voids the rest (paper
 * section 4.3). With N clusters a decision costs O(N^2) comparisons besides the proposals.
 */
public final class Coordinator implements ElasticScheduler {
    private final ClusterPolicy policy;
    private final ConflictRule rule;
    private final Replicas replicas;
    private final UniformRandomProvider random;
    /** By cluster, null where there is none. */
    private Proposal[] proposals = new Proposal[0];

    /**
     * Makes a coordinator.
     *
     * @param policy proposes for every cluster
     * @param rule resolves conflicts
     * @param replicas where the coordinator runs; {@link Replicas#RELIABLE} if it never fails
     * @param random stream that decides between equal claims
     */
    public Coordinator(ClusterPolicy policy, ConflictRule rule, Replicas replicas, UniformRandomProvider random) {
        this.policy = Objects.requireNonNull(policy);
        this.rule = Objects.requireNonNull(rule);
        this.replicas = Objects.requireNonNull(replicas);
        this.random = Objects.requireNonNull(random);
    }

    @Override
    public void decide(ElasticView view, Plan plan) {
        if (replicas.active(view.timestep()).isEmpty()) {
            return;
        }
        List<Cluster> clusters = view.clusters();
        if (proposals.length != clusters.size()) {
            proposals = new Proposal[clusters.size()];
        }
        for (int n = 0; n < proposals.length; n++) {
            proposals[n] = policy.propose(view, clusters.get(n)).orElse(null);
        }
        for (int n = 0; n < proposals.length; n++) {
            if (proposals[n] != null) {
                Proposal winner = winner(n, clusters);
                if (!winner.units().isNone()) {
                    plan.start(winner.cluster(), winner.task(), winner.units());
                }
            }
        }
    }

    /** Gives a task to one of those that propose it, the first of whom is known, and takes the proposals of the others away. */
    private Proposal winner(int first, List<Cluster> clusters) {
        Proposal one = proposals[first];
        List<Proposal> rivals = null;
        for (int n = first + 1; n < proposals.length; n++) {
            if (proposals[n] != null && proposals[n].task() == one.task()) {
                rivals = rivals == null ? new ArrayList<>(List.of(one)) : rivals;
                rivals.add(proposals[n]);
                proposals[n] = null;
            }
        }
        return rivals == null ? one : rule.winner(rivals, clusters, random);
    }
}
