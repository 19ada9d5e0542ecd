// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Deployment;

/** The engine's GPU memories as a placement policy sees and changes them. */
final class LiveDeployment implements Deployment {
    private final Servers servers;
    private final Bindings bindings;
    double now;

    LiveDeployment(Servers servers, Bindings bindings) {
        this.servers = servers;
        this.bindings = bindings;
    }

    @Override
    public boolean stays(int instance) {
        return servers.residency().stays(instance);
    }

    @Override
    public double freeMemory(int worker) {
        return servers.residency().memoryFree(worker);
    }

    @Override
    public int occupancy(int instance) {
        return servers.waiting(instance) + servers.running(instance);
    }

    @Override
    public boolean load(int instance) {
        boolean loading = servers.residency().load(instance, now);
        if (loading) {
            bindings.somethingReleased();
        }
        return loading;
    }

    @Override
    public void evict(int instance) {
        bindings.instanceLeaves(instance);
        servers.evict(instance);
    }
}
