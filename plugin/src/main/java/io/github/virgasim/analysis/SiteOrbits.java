// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Sites that the tree cannot tell apart: each can be put in the other's place, with everything below moving along, such
 * that links and machines stay the same. Clients there find the same instances at the same distances.
 */
final class SiteOrbits {
    private final EdgeTopology topology;
    private final List<List<Integer>> children = new ArrayList<>();
    private final Map<List<Object>, Integer> known = new HashMap<>();

    private SiteOrbits(EdgeTopology topology) {
        this.topology = topology;
    }

    /**
     * Numbers the orbits. O(sites x log sites) time.
     *
     * @param topology the tree
     * @param machines what stands on a site; equal where it makes no difference
     * @return the orbit of each site, from 0; equal for sites of one orbit
     */
    static int[] of(EdgeTopology topology, IntFunction<Object> machines) {
        return new SiteOrbits(topology).number(machines);
    }

    private int[] number(IntFunction<Object> machines) {
        List<Site> sites = topology.sites();
        int[] parent = new int[sites.size()];
        sites.forEach(site -> children.add(new ArrayList<>()));
        int root = 0;
        for (int i = 0; i < parent.length; i++) {
            String up = sites.get(i).parent();
            parent[i] = up.isEmpty() ? -1 : topology.siteIndex(up);
            if (parent[i] < 0) {
                root = i;
            } else {
                children.get(parent[i]).add(i);
            }
        }
        List<Integer> topDown = new ArrayList<>(List.of(root));
        for (int i = 0; i < topDown.size(); i++) {
            topDown.addAll(children.get(topDown.get(i)));
        }
        int[] shape = new int[parent.length];
        for (int i = topDown.size() - 1; i >= 0; i--) {
            int site = topDown.get(i);
            List<Integer> below = children.get(site).stream()
                    .map(child -> shape[child])
                    .sorted()
                    .toList();
            Site at = sites.get(site);
            shape[site] = id(List.of(at.uplink(), at.access(), machines.apply(site), below));
        }
        int[] orbit = new int[parent.length];
        for (int site : topDown) {
            int above = parent[site] < 0 ? -1 : orbit[parent[site]];
            orbit[site] = id(List.of(above, shape[site]));
        }
        return orbit;
    }

    private int id(List<Object> key) {
        Integer id = known.putIfAbsent(key, known.size());
        return id == null ? known.size() - 1 : id;
    }
}
