// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuWorker;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Places a worker where the cost of a {@link PlacementPark} grows least at once; the first such host. */
final class GreedyPlacement extends GpuAllocationPolicy {
    private final GpuForecast forecast;

    GreedyPlacement(GpuForecast forecast) {
        this.forecast = forecast;
    }

    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        List<GpuHost> all = this.<GpuHost>getHostList();
        double fullPower = all.stream().mapToDouble(h -> h.getDevice().power(1)).sum();
        long variants = worker.getWorker().variants().size()
                + all.stream()
                        .flatMap(host -> GpuForecast.tenants(host).stream())
                        .mapToInt(tenant -> tenant.getWorker().variants().size())
                        .sum();
        double weight = PlacementRun.SLOWDOWN_WEIGHT / variants;
        return suitable.min(Comparator.comparingDouble(
                host -> forecast.powerGrowth(host, worker) / fullPower + weight * slowdownGrowth(host, worker)));
    }

    private double slowdownGrowth(GpuHost host, GpuWorker worker) {
        List<GpuWorker> before = GpuForecast.tenants(host);
        double[] after = forecast.slowdowns(GpuForecast.with(before, worker));
        return Arrays.stream(after).sum()
                - Arrays.stream(forecast.slowdowns(before)).sum();
    }
}
