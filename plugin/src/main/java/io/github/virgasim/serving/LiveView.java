// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.Instance;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The engine's state as policies see it: loads as they are, or as they were when last monitored. */
final class LiveView implements ServingView {
    private final List<Instance> instances;
    private final Network network;
    private final Loads loads;
    private final Servers servers;
    private final double limit;
    private final UniformRandomProvider random;
    private final boolean delayed;
    private final double[] seenLoad;
    private final double[] seenUtilization;
    double now;

    LiveView(
            List<Instance> instances,
            Network network,
            Loads loads,
            Servers servers,
            ServingSettings settings,
            UniformRandomProvider random) {
        this.instances = instances;
        this.network = network;
        this.loads = loads;
        this.servers = servers;
        // Sums of rates are subject to rounding; a load that fits exactly has to fit.
        limit = settings.maxUtilization() * (1 + 1e-9);
        this.random = random;
        delayed = settings.monitoringInterval() > 0;
        seenLoad = new double[instances.size()];
        seenUtilization = new double[loads.workers];
    }

    /** Renews what policies see. */
    void monitor() {
        for (int i = 0; i < seenLoad.length; i++) {
            seenLoad[i] = loads.load(i, now);
        }
        for (int w = 0; w < seenUtilization.length; w++) {
            seenUtilization[w] = loads.utilization(w, now);
        }
    }

    @Override
    public double now() {
        return now;
    }

    @Override
    public List<Instance> instances() {
        return instances;
    }

    @Override
    public Candidates candidates(StreamRequest request) {
        return network.candidates(request);
    }

    @Override
    public double load(int instance) {
        return delayed ? seenLoad[instance] : loads.load(instance, now);
    }

    @Override
    public boolean hasRoom(int instance, StreamRequest request) {
        int worker = loads.workerOf[instance];
        double present = delayed ? seenUtilization[worker] : loads.utilization(worker, now);
        return servers.isUp(worker) && present + loads.demand(instance, request.classIndex()) <= limit;
    }

    @Override
    public UniformRandomProvider random() {
        return random;
    }
}
