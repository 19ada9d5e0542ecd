// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuWorker;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.hosts.Host;

/** One sequence of arrivals and departures in a {@link PlacementPark}. Times are in mean gaps between arrivals. */
final class PlacementRun {
    private static final int ARRIVALS = 400;
    private static final double MEAN_WORKERS = 40;
    static final double SLOWDOWN_WEIGHT = 0.1;

    private final List<GpuHost> hosts;
    private final GpuForecast forecast;
    private final GpuAllocationPolicy policy;
    private final double fullPower;
    private final double[] power;
    private final double[] slowdowns;
    private final int[] variants;
    private final PriorityQueue<Departure> departures =
            new PriorityQueue<>(Comparator.comparingDouble(Departure::time));
    private double now;
    private double powerTime;
    private double slowdownTime;
    private double variantTime;
    private double hostTime;
    private double cost;

    private record Departure(double time, GpuWorker worker) {}

    PlacementRun(List<GpuHost> hosts, GpuForecast forecast, GpuAllocationPolicy policy) {
        this.hosts = hosts;
        this.forecast = forecast;
        this.policy = policy;
        // The data centre is what gives the policy its hosts.
        new EdgeDatacenter(new CloudSimPlus(), hosts, policy);
        fullPower = hosts.stream().mapToDouble(h -> h.getDevice().power(1)).sum();
        power = new double[hosts.size()];
        slowdowns = new double[hosts.size()];
        variants = new int[hosts.size()];
    }

    PlacementPark.Outcome execute(EdgeTopology kinds, UniformRandomProvider random) {
        ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(random);
        double[] costs = new double[ARRIVALS];
        int refused = 0;
        for (int i = 0; i < ARRIVALS; i++) {
            // All is drawn for those refused as well, so that the workload is the same for every policy.
            GpuWorker worker =
                    new GpuWorker(kinds, random.nextInt(kinds.workers().size()));
            double lifetime = MEAN_WORKERS * exponential.sample();
            double gap = exponential.sample();
            worker.setId(i);
            cost = 0;
            Optional<Host> host = policy.findHostForVm(worker);
            if (host.isPresent()) {
                host.get().createVm(worker);
                look(worker);
                departures.add(new Departure(now + lifetime, worker));
            } else {
                refused++;
                cost = 1;
            }
            advance(now + gap);
            costs[i] = cost;
        }
        return new PlacementPark.Outcome(
                powerTime / now, slowdownTime / variantTime, hostTime / now, (double) refused / ARRIVALS, costs);
    }

    private void advance(double until) {
        while (!departures.isEmpty() && departures.peek().time <= until) {
            Departure departure = departures.poll();
            count(departure.time);
            ((GpuHost) departure.worker.getHost()).destroyVm(departure.worker);
            look(departure.worker);
        }
        count(until);
    }

    /** Takes note of how a worker's host is after a change. */
    private void look(GpuWorker worker) {
        GpuHost host = (GpuHost) worker.getHost();
        int index = hosts.indexOf(host);
        List<GpuWorker> tenants = GpuForecast.tenants(host);
        double[] each = forecast.slowdowns(tenants);
        power[index] = forecast.power(host, tenants);
        slowdowns[index] = Arrays.stream(each).sum();
        variants[index] = each.length;
    }

    private void count(double time) {
        double passed = time - now;
        double watts = Arrays.stream(power).sum();
        double sum = Arrays.stream(slowdowns).sum();
        int number = Arrays.stream(variants).sum();
        powerTime += passed * watts;
        slowdownTime += passed * sum;
        variantTime += passed * number;
        hostTime += passed * Arrays.stream(variants).filter(n -> n > 0).count();
        double excess = number == 0 ? 0 : sum / number - 1;
        cost += passed * (watts / fullPower + SLOWDOWN_WEIGHT * excess);
        now = time;
    }
}
