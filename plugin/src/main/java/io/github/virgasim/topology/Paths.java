// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths between all sites over the links as they are, found when first asked for. Places whose ways up are equal share
 * what lies beyond, so that where sites are alike memory grows with their number times the depth of the tree. Not
 * thread-safe.
 */
public final class Paths {
    private final EdgeTopology topology;
    private final double[] factors;
    private final Map<Arrival, Approach> approaches = new HashMap<>();
    private final Approach[] fromClients;
    private final Approach[] fromWorkers;

    private record Arrival(int site, Link path) {}

    /**
     * Begins without any path; the links are as planned.
     *
     * @param topology the sites and their links
     */
    public Paths(EdgeTopology topology) {
        this(topology, topology.sites().stream().mapToDouble(site -> 1).toArray());
    }

    /**
     * Begins without any path; the links are slower or faster than planned.
     *
     * @param topology the sites and their links
     * @param factors multiplies delay and jitter of each site's uplink; one for every site
     */
    public Paths(EdgeTopology topology, double[] factors) {
        this.topology = topology;
        this.factors = factors.clone();
        fromClients = new Approach[factors.length];
        fromWorkers = new Approach[factors.length];
    }

    /**
     * Returns how the clients of a site reach all sites.
     *
     * @param site index of the clients' site
     * @return beginning with the site's access link
     */
    public Approach fromClients(int site) {
        if (fromClients[site] == null) {
            fromClients[site] = approach(site, topology.sites().get(site).access());
        }
        return fromClients[site];
    }

    /**
     * Returns how the workers of a site reach all sites.
     *
     * @param site index of the workers' site
     * @return beginning at the site itself
     */
    public Approach fromWorkers(int site) {
        if (fromWorkers[site] == null) {
            fromWorkers[site] = approach(site, Link.NONE);
        }
        return fromWorkers[site];
    }

    private Approach approach(int site, Link path) {
        Arrival arrival = new Arrival(site, path);
        Approach known = approaches.get(arrival);
        if (known == null) {
            int parent = topology.parent(site);
            Approach next = parent < 0 ? null : approach(parent, path.then(uplink(site)));
            known = new Approach(this, site, path, next);
            approaches.put(arrival, known);
        }
        return known;
    }

    Subtrees subtrees() {
        return topology.subtrees();
    }

    List<Instance> instancesAt(int site) {
        return topology.instancesAt(site);
    }

    /** Returns the path from an ancestor down to a site; nothing if they are the same. */
    Link down(int ancestor, int site) {
        Link down = Link.NONE;
        for (int at = site; at != ancestor; at = topology.parent(at)) {
            down = uplink(at).then(down);
        }
        return down;
    }

    private Link uplink(int site) {
        Link link = topology.sites().get(site).uplink();
        return factors[site] == 1 ? link : link.slowed(factors[site]);
    }
}
