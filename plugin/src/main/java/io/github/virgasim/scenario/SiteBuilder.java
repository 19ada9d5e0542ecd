// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;

/** Collects what a site is, for a {@link ScenarioBuilder}; without an uplink it is a root, without clients it has none. */
public final class SiteBuilder {
    private final String name;
    private final Tier tier;
    private final List<WorkerBuilder> workers = new ArrayList<>();
    private String parent = "";
    private Link uplink = Link.NONE;
    private Link access = Link.NONE;
    private double clientWeight;

    /**
     * Starts a site without workers.
     *
     * @param name unique in the scenario
     * @param tier how far from the clients it is
     */
    public SiteBuilder(String name, Tier tier) {
        this.name = name;
        this.tier = tier;
    }

    /**
     * Sets the link towards a root.
     *
     * @param site name of the next site on the way
     * @param link to it
     * @return this builder
     */
    public SiteBuilder uplink(String site, Link link) {
        parent = site;
        uplink = link;
        return this;
    }

    /**
     * Lets clients appear here.
     *
     * @param weight share of the clients, relative to the other sites; positive
     * @param link between the clients and the site
     * @return this builder
     */
    public SiteBuilder clients(double weight, Link link) {
        clientWeight = weight;
        access = link;
        return this;
    }

    /**
     * Adds a machine.
     *
     * @param worker the machine
     * @return this builder
     */
    public SiteBuilder worker(WorkerBuilder worker) {
        workers.add(worker);
        return this;
    }

    Site build(ModelCatalog catalog) {
        return new Site(
                name,
                tier,
                parent,
                uplink,
                access,
                clientWeight,
                workers.stream().map(worker -> worker.build(name, catalog)).toList());
    }
}
