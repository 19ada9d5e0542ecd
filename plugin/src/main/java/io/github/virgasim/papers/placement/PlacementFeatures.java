// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuWorker;
import java.util.Arrays;
import java.util.List;

/** What a network sees of a host to which a worker might go. */
final class PlacementFeatures {
    /** Names of the components; quantities that grow without bound are scaled to about 1. */
    static final List<String> NAMES = List.of(
            "share of GPU memory left",
            "share of CPU cores left",
            "mean slowdown [excess / 4]",
            "growth of the sum of slowdowns [1 / 4]",
            "workers there before [1 / 8]",
            "growth of power [100 W]",
            "no VM before",
            "share of GPU time left",
            "demand of the worker",
            "share of suitable hosts without a VM");

    private PlacementFeatures() {}

    /**
     * Describes hosts as they would be with one more worker.
     *
     * @param worker what is to be placed
     * @param hosts those with room
     * @param forecast predicts slowdown, utilisation and power
     * @return a row for each host
     */
    static double[][] of(GpuWorker worker, List<GpuHost> hosts, GpuForecast forecast) {
        double unused =
                hosts.stream().filter(host -> host.getVmList().isEmpty()).count();
        return hosts.stream()
                .map(host -> row(worker, host, forecast, unused / hosts.size()))
                .toArray(double[][]::new);
    }

    private static double[] row(GpuWorker worker, GpuHost host, GpuForecast forecast, double unused) {
        List<GpuWorker> before = GpuForecast.tenants(host);
        List<GpuWorker> after = GpuForecast.with(before, worker);
        double[] slowdowns = forecast.slowdowns(after);
        double sum = Arrays.stream(slowdowns).sum();
        double memory = host.getFreeGpuMemory() - worker.getGpuMemory().getCapacity();
        return new double[] {
            memory / (host.getGpus() * host.getDevice().gpuMemoryMib()),
            (double) (host.getFreePesNumber() - worker.getPesNumber()) / host.getPesNumber(),
            (Arrays.stream(slowdowns).average().orElse(1) - 1) / 4,
            (sum - Arrays.stream(forecast.slowdowns(before)).sum()) / 4,
            before.size() / 8.0,
            forecast.powerGrowth(host, worker) / 100,
            host.getVmList().isEmpty() ? 1 : 0,
            1 - forecast.utilization(after) / host.getGpus(),
            forecast.demand().applyAsDouble(worker),
            unused
        };
    }
}
