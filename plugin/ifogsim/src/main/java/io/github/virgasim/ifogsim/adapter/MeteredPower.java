// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.serving.HostedServing;
import io.github.virgasim.topology.EdgeTopology;
import java.util.stream.IntStream;
import org.cloudbus.cloudsim.power.models.PowerModel;

/**
 * The mean power of a site's workers since it was last asked [W], so that what iFogSim2 makes of it, power times the time since
 * then, is the energy that they have drawn, in watts times time units.
 */
final class MeteredPower implements PowerModel {
    private final HostedServing serving;
    private final int[] workers;
    private double since;
    private double drawn;
    private double mean;

    MeteredPower(HostedServing serving, int site) {
        this.serving = serving;
        EdgeTopology topology = serving.scenario().topology();
        workers = IntStream.range(0, topology.workers().size())
                .filter(worker -> topology.siteOfWorker(worker) == site)
                .toArray();
    }

    @Override
    public double getPower(double utilization) {
        double now = serving.now();
        if (now > since) {
            double energy = IntStream.of(workers).mapToDouble(serving::energy).sum();
            mean = (energy - drawn) / (now - since);
            drawn = energy;
            since = now;
        }
        return mean;
    }
}
