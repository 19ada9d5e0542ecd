// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A machine with a GPU, or a MIG slice of one, and the model variants that run on it.
 *
 * @param name unique in the topology
 * @param device its device
 * @param cpus CPU cores, at least 1
 * @param ramMib main memory [MiB], positive
 * @param gpuMemoryMib memory that the variants may take together [MiB], positive; at most the device's
 * @param variants what is in its GPU memory from the beginning, each once, compiled for its device
 * @param loadable what may be loaded besides while it runs, in the same way
 * @param sharing how batches run beside each other on its GPU
 */
public record Worker(
        String name,
        GpuSpec device,
        int cpus,
        double ramMib,
        double gpuMemoryMib,
        List<ModelVariant> variants,
        List<ModelVariant> loadable,
        GpuSharing sharing) {
    /** Batches beyond this number are not looked at when a GPU's throughput is worked out. */
    private static final int MOST_BATCHES = 64;

    /**
     * Makes a worker whose GPU runs one batch after another and whose variants stay.
     *
     * @param name unique in the topology
     * @param device its device
     * @param cpus CPU cores, at least 1
     * @param ramMib main memory [MiB], positive
     * @param gpuMemoryMib memory that the variants may take together [MiB], positive; at most the device's
     * @param variants what it serves, each once, compiled for its device
     */
    public Worker(
            String name, GpuSpec device, int cpus, double ramMib, double gpuMemoryMib, List<ModelVariant> variants) {
        this(name, device, cpus, ramMib, gpuMemoryMib, variants, List.of(), GpuSharing.exclusive());
    }

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the variants do not fit into the memory, are made for another device, or have several
     *     replicas where copies overlap
     */
    public Worker {
        Checks.named("name of worker", name);
        Checks.count("CPUs of worker " + name, cpus, GpuSpec.MOST_CPUS);
        Checks.positive("RAM [MiB] of worker " + name, ramMib);
        Checks.within("GPU memory [MiB] of worker " + name, gpuMemoryMib, 1, device.gpuMemoryMib());
        variants = List.copyOf(variants);
        loadable = List.copyOf(loadable);
        List<ModelVariant> all =
                Stream.concat(variants.stream(), loadable.stream()).toList();
        for (ModelVariant variant : all) {
            if (!variant.device().name().equals(device.name())) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "variant %s cannot run on worker %s, whose device is %s",
                        variant.name(),
                        name,
                        device.name()));
            }
            if (sharing.copiesOverlap() && variant.replicas() > 1) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "replicas of %s on worker %s must be 1 where copies overlap, were '%d'",
                        variant.name(),
                        name,
                        variant.replicas()));
            }
        }
        Set<String> seen = new HashSet<>();
        all.stream()
                .map(ModelVariant::name)
                .filter(variant -> !seen.add(variant))
                .findFirst()
                .ifPresent(twice -> {
                    throw new InvalidInputException(
                            "variants of worker " + name + " must not appear twice, was '" + twice + "'");
                });
        double needed =
                variants.stream().mapToDouble(ModelVariant::gpuMemoryMib).sum();
        if (needed > gpuMemoryMib) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "variants of worker %s need %.0f MiB of GPU memory, must fit into %.0f MiB",
                    name,
                    needed,
                    gpuMemoryMib));
        }
        for (ModelVariant variant : loadable) {
            if (variant.gpuMemoryMib() > gpuMemoryMib) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "loadable variant %s needs %.0f MiB of GPU memory, must fit into the %.0f MiB of worker %s",
                        variant.name(),
                        variant.gpuMemoryMib(),
                        gpuMemoryMib,
                        name));
            }
        }
    }

    /**
     * Returns all variants that may run, those in memory first.
     *
     * @return each once
     */
    public List<ModelVariant> allVariants() {
        return Stream.concat(variants.stream(), loadable.stream()).toList();
    }

    /**
     * Returns the worker with its GPU shared in another way.
     *
     * @param other the new way
     * @return the changed worker
     */
    public Worker withSharing(GpuSharing other) {
        return new Worker(name, device, cpus, ramMib, gpuMemoryMib, variants, loadable, other);
    }

    /**
     * Tells whether batches run beside each other on the GPU.
     *
     * @return false if they take turns
     */
    public boolean isShared() {
        return sharing.mode() == SharingMode.TIME_SLICING || sharing.mode() == SharingMode.MPS;
    }

    /**
     * Returns how the variants slow each other down.
     *
     * @return positions are those in {@link #allVariants()}
     */
    public Slowdown slowdown() {
        return sharing.interference()
                .among(allVariants().stream().map(v -> v.model().name()).toList());
    }

    /**
     * Returns how much work the GPU does when all its variants have work in hand, in terms of what it does for one alone:
     * the sum of the batches' speeds when every replica that fits runs.
     *
     * @return 1 for a GPU that is not shared
     */
    public double saturatedSpeed() {
        if (!isShared()) {
            return 1;
        }
        Slowdown slowdown = slowdown();
        List<ModelVariant> all = allVariants();
        int[] running = new int[all.size()];
        int batches = 0;
        for (boolean more = true; more && batches < MOST_BATCHES; ) {
            more = false;
            for (int i = 0; i < running.length; i++) {
                if (running[i] < all.get(i).replicas()) {
                    running[i]++;
                    if (speed(slowdown, running) > 0) {
                        more = true;
                        batches++;
                    } else {
                        running[i]--;
                    }
                }
            }
        }
        return speed(slowdown, running);
    }

    /** Returns the sum of the speeds, or 0 if one batch does not fit. */
    private static double speed(Slowdown slowdown, int[] running) {
        double sum = 0;
        for (int i = 0; i < running.length; i++) {
            if (running[i] > 0) {
                double factor = slowdown.of(i, running);
                if (factor == Double.POSITIVE_INFINITY) {
                    return 0;
                }
                sum += running[i] / factor;
            }
        }
        return sum;
    }
}
