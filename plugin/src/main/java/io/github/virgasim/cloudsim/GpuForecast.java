// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.Interference.Slowdown;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a placement policy expects of workers whose VMs stand on one host: how far their variants slow each other down when
 * each of them runs one batch, how busy they keep the GPU, and what it draws.
 *
 * <p>All workers of a host are taken to meet, also on a host with several GPUs, where those on different GPUs do not: there
 * the slowdown is overestimated. The serving engine itself knows of interference among the variants of one worker only:
 * workers that share a host do not slow each other down there.
 *
 * @param interference between batches of different workers or of one
 * @param demand share of its GPU that a worker's queries are expected to take, not negative
 */
public record GpuForecast(Interference interference, ToDoubleFunction<GpuWorker> demand) {
    /** Requires both. */
    public GpuForecast {
        Objects.requireNonNull(interference, "interference");
        Objects.requireNonNull(demand, "demand");
    }

    /**
     * Finds the workers that a host has and those that are migrating in.
     *
     * @param host a host
     * @return each worker once
     */
    public static List<GpuWorker> tenants(GpuHost host) {
        return Stream.concat(host.getVmList().stream(), host.getVmsMigratingIn().stream())
                .distinct()
                .filter(GpuWorker.class::isInstance)
                .map(GpuWorker.class::cast)
                .toList();
    }

    /**
     * Returns the tenants of a host as they would be with one more.
     *
     * @param tenants the workers on the host
     * @param worker the one that might come
     * @return a new list, the worker last
     */
    public static List<GpuWorker> with(List<GpuWorker> tenants, GpuWorker worker) {
        return Stream.concat(tenants.stream(), Stream.of(worker)).toList();
    }

    /**
     * Predicts slowdowns.
     *
     * @param tenants the workers on a host
     * @return for each variant of each of them the factor on its time alone, at least 1; infinity where the batches do not
     *     fit into memory side by side
     */
    public double[] slowdowns(List<GpuWorker> tenants) {
        List<String> models = tenants.stream()
                .flatMap(tenant -> tenant.getWorker().variants().stream())
                .map(variant -> variant.model().name())
                .toList();
        Slowdown slowdown = interference.among(models);
        int[] running = new int[models.size()];
        Arrays.fill(running, 1);
        double[] slowdowns = new double[running.length];
        Arrays.setAll(slowdowns, i -> slowdown.of(i, running));
        return slowdowns;
    }

    /**
     * Predicts how busy a GPU is.
     *
     * @param tenants the workers on a host
     * @return the sum of their demands, in GPUs, not capped
     */
    public double utilization(List<GpuWorker> tenants) {
        return tenants.stream().mapToDouble(demand).sum();
    }

    /**
     * Predicts the power of a host that is switched off while it has no VM.
     *
     * @param host a host
     * @param tenants its workers
     * @return 0 without any VM, else idle power and what the utilisation adds [W]
     */
    public double power(GpuHost host, List<GpuWorker> tenants) {
        boolean inUse = !tenants.isEmpty() || !host.getVmList().isEmpty();
        int gpus = host.getGpus();
        return inUse ? gpus * host.getDevice().power(Math.min(1, utilization(tenants) / gpus)) : 0;
    }

    /**
     * Predicts by how much one more worker raises the power of a host.
     *
     * @param host where it would go
     * @param worker the one that might come
     * @return [W], not negative
     */
    public double powerGrowth(GpuHost host, GpuWorker worker) {
        List<GpuWorker> before = tenants(host);
        return power(host, with(before, worker)) - power(host, before);
    }
}
