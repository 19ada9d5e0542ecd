// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.input.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps few hosts in use: places a worker on a host that has a VM already, else on one that has none, which costs its idle
 * power besides. Among either kind, where the power grows least; among equals, where the least GPU memory is left; then on
 * the first. A worker fits hosts with its own device only, so that growth of power per unit of capacity and growth of power
 * give the same order.
 *
 * <p>Hosts on which a variant would be slowed down by more than a limit come last of all, the least slowed one first. Those
 * on which the batches would not fit side by side are left out. O(n m^2) time for n hosts with m variants each.
 */
public final class GpuEnergyConsolidation extends GpuAllocationPolicy {
    private final GpuForecast forecast;
    private final double maxSlowdown;

    /**
     * Makes a policy.
     *
     * @param forecast predicts slowdowns and power
     * @param maxSlowdown limit on the slowdown of each variant, at least 1
     * @throws io.github.virgasim.input.InvalidInputException if the limit is below 1
     */
    public GpuEnergyConsolidation(GpuForecast forecast, double maxSlowdown) {
        this.forecast = Objects.requireNonNull(forecast, "forecast");
        this.maxSlowdown = Checks.within("largest slowdown", maxSlowdown, 1, Double.MAX_VALUE);
    }

    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        return suitable.map(host -> new Option(host, excess(host, worker)))
                .filter(option -> option.excess < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(Option::excess)
                        .thenComparing(option -> option.host.getVmList().isEmpty())
                        .thenComparingDouble(option -> forecast.powerGrowth(option.host, worker))
                        .thenComparingLong(option -> option.host.getFreeGpuMemory()))
                .map(Option::host);
    }

    /** A host, and by how much the largest slowdown would be above the limit, 0 if it is not. */
    private record Option(GpuHost host, double excess) {}

    private double excess(GpuHost host, GpuWorker worker) {
        double[] slowdowns = forecast.slowdowns(GpuForecast.with(GpuForecast.tenants(host), worker));
        return Math.max(0, Arrays.stream(slowdowns).max().orElse(1) - maxSlowdown);
    }
}
