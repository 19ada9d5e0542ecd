// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The central coordinator: collects what the clusters propose, gives every task to one of them, and voids the rest (paper
 * section 4.3). With N clusters a decision costs O(N) besides the proposals.
 */
public final class Coordinator implements ElasticScheduler {
    private final ClusterPolicy policy;
    private final ConflictRule rule;
    private final Replicas replicas;
    private final UniformRandomProvider random;

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
        Map<ElasticTask, List<Proposal>> proposals = new LinkedHashMap<>();
        for (Cluster cluster : view.clusters()) {
            policy.propose(view, cluster)
                    .ifPresent(proposal -> proposals
                            .computeIfAbsent(proposal.task(), task -> new ArrayList<>())
                            .add(proposal));
        }
        for (List<Proposal> rivals : proposals.values()) {
            Proposal winner = rule.winner(rivals, view.clusters(), random);
            if (!winner.units().isNone()) {
                plan.start(winner.cluster(), winner.task(), winner.units());
            }
        }
    }
}
