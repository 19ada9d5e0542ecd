// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

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
    private Proposals proposals = new Proposals(0);

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
        if (!replicas.outages().isEmpty() && replicas.active(view.timestep()).isEmpty()) {
            return;
        }
        List<Cluster> clusters = view.clusters();
        if (proposals.clusters() != clusters.size()) {
            proposals = new Proposals(clusters.size());
        }
        proposals.clear();
        for (int n = 0; n < proposals.clusters(); n++) {
            policy.propose(view, clusters.get(n), proposals);
        }
        for (int n = 0; n < proposals.clusters(); n++) {
            if (proposals.task(n) == null) {
                continue;
            }
            if (rule.isFirstWinner()) {
                proposals.dropLaterRivals(n);
                start(plan, n, proposals.task(n), proposals.units(n));
            } else if (proposals.hasLaterRival(n)) {
                Proposal winner = rule.winner(proposals.takeRivals(n), clusters, random);
                start(plan, winner.cluster(), winner.task(), winner.units());
            } else {
                start(plan, n, proposals.task(n), proposals.units(n));
            }
        }
    }

    private static void start(Plan plan, int cluster, ElasticTask task, Units units) {
        if (!units.isNone()) {
            plan.start(cluster, task, units);
        }
    }
}
