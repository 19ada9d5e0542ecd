// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Locale;

/** The engine's GPU memories as a placement policy sees and changes them. */
final class LiveDeployment implements Deployment {
    private final Servers servers;
    private final Bindings bindings;
    private final int instances;
    private final int workers;
    private String actor = "";
    private double now;

    LiveDeployment(EdgeTopology topology, Servers servers, Bindings bindings) {
        this.servers = servers;
        this.bindings = bindings;
        instances = topology.instances().size();
        workers = topology.workers().size();
    }

    /** Takes the time, and who acts, which messages name. */
    LiveDeployment at(double time, String whoActs) {
        now = time;
        actor = whoActs;
        return this;
    }

    private int known(String kind, int index, int count) {
        if (index < 0 || index >= count) {
            throw new PolicyFaultException(String.format(
                    Locale.ROOT, "%s acted on %s %d; they run from 0 to %d", actor, kind, index, count - 1));
        }
        return index;
    }

    private int instance(int index) {
        return known("instance", index, instances);
    }

    @Override
    public boolean stays(int instance) {
        return servers.residency().stays(instance(instance));
    }

    @Override
    public double freeMemory(int worker) {
        return servers.residency().memoryFree(known("worker", worker, workers));
    }

    @Override
    public int occupancy(int instance) {
        return servers.waiting(instance(instance)) + servers.running(instance);
    }

    @Override
    public boolean load(int instance) {
        boolean loading = servers.residency().load(instance(instance), now);
        if (loading) {
            bindings.somethingReleased();
        }
        return loading;
    }

    @Override
    public void evict(int instance) {
        bindings.instanceLeaves(instance(instance));
        servers.evict(instance);
    }
}
