// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.Interference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Places a worker where it and the workers already there slow each other down least: the smallest growth of the sum of all
 * their variants' slowdowns, each running one batch; the first such host. Hosts on which the batches would not fit side by
 * side are left out. O(n m^2) time for n hosts with m variants each.
 */
public final class GpuLeastInterference extends GpuAllocationPolicy {
    private final GpuForecast forecast;

    /**
     * Makes a policy.
     *
     * @param interference predicts the slowdowns
     */
    public GpuLeastInterference(Interference interference) {
        forecast = new GpuForecast(interference, worker -> 0);
    }

    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        return suitable.map(host -> new Option(host, growth(host, worker)))
                .filter(option -> option.growth < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(Option::growth))
                .map(Option::host);
    }

    private record Option(GpuHost host, double growth) {}

    private double growth(GpuHost host, GpuWorker worker) {
        List<GpuWorker> before = GpuForecast.tenants(host);
        double after = sum(GpuForecast.with(before, worker));
        return after < Double.POSITIVE_INFINITY ? after - sum(before) : after;
    }

    private double sum(List<GpuWorker> tenants) {
        return Arrays.stream(forecast.slowdowns(tenants)).sum();
    }
}
