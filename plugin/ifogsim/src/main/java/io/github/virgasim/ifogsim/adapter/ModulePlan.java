// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.HostedServing;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a placement policy wants where, as modules: a module is a task, and is wanted at a site as long as a variant for that
 * task is in a GPU's memory there, or on its way. Knows no class of iFogSim2.
 */
final class ModulePlan {
    private static final HostedServing.Host NOBODY = new HostedServing.Host() {
        @Override
        public void query(int stream, int site, int streamClass, double now) {
            throw new IllegalStateException("nobody sends queries here");
        }

        @Override
        public void processed(int query, double now) {
            throw new IllegalStateException("nobody sends queries here");
        }
    };

    private final HostedServing serving;
    private final PlacementPolicy policy;
    private final Runnable decided;

    /** Makes a plan on what is being served, and tells somebody when the policy has decided. */
    ModulePlan(HostedServing serving, PlacementPolicy policy, Runnable decided) {
        this.serving = serving;
        this.policy = policy;
        this.decided = decided;
    }

    /** Makes a plan for a simulation whose tuples Virga does not serve: the policy sees no load. */
    static ModulePlan of(ServingScenario scenario, PlacementPolicy policy) {
        return new ModulePlan(
                new HostedServing(scenario, StaticPolicies.named("closest"), 0, HostedServing.Clients.HOST, NOBODY),
                policy,
                () -> {});
    }

    EdgeTopology topology() {
        return serving.scenario().topology();
    }

    /** Asks the policy. */
    void decide() {
        policy.place(serving.monitoring(), serving.deployment());
        decided.run();
    }

    /** Returns the modules that are wanted at a site now, in the order of their names. */
    SortedSet<String> at(int site) {
        Deployment deployment = serving.deployment();
        return topology().instancesAt(site).stream()
                .filter(instance -> deployment.stays(instance.index()))
                .map(instance -> instance.variant().model().task().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns all modules that the policy decides about. */
    Set<String> modules() {
        return topology().instances().stream()
                .map(instance -> instance.variant().model().task().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Finds, for each site, the one with a module that is the fewest links away; of equally near ones the first.
     *
     * @return indices by site; -1 if the module is nowhere
     */
    int[] nearest(String module) {
        int sites = topology().sites().size();
        List<List<Integer>> neighbours = IntStream.range(0, sites)
                .<List<Integer>>mapToObj(site -> new ArrayList<>())
                .toList();
        int[] nearest = new int[sites];
        Queue<Integer> next = new ArrayDeque<>();
        for (int site = 0; site < sites; site++) {
            if (parent(site) >= 0) {
                neighbours.get(site).add(parent(site));
                neighbours.get(parent(site)).add(site);
            }
            nearest[site] = at(site).contains(module) ? site : -1;
            if (nearest[site] >= 0) {
                next.add(site);
            }
        }
        while (!next.isEmpty()) {
            int site = next.remove();
            for (int other : neighbours.get(site)) {
                if (nearest[other] < 0) {
                    nearest[other] = nearest[site];
                    next.add(other);
                }
            }
        }
        return nearest;
    }

    private int parent(int site) {
        String parent = topology().sites().get(site).parent();
        return parent.isEmpty() ? -1 : topology().siteIndex(parent);
    }
}
