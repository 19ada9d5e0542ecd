// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/**
 * A machine with a GPU and the model variants that are loaded on it.
 *
 * @param name unique in the topology
 * @param device its device
 * @param cpus CPU cores, at least 1
 * @param ramMib main memory [MiB], positive
 * @param gpuMemoryMib memory that the variants may take together [MiB], positive; at most the device's
 * @param variants what it serves, each once, compiled for its device
 */
public record Worker(
        String name, GpuSpec device, int cpus, double ramMib, double gpuMemoryMib, List<ModelVariant> variants) {
    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the variants do not fit into the memory or are made for another device
     */
    public Worker {
        Checks.named("name of worker", name);
        Checks.atLeastOne("CPUs of worker " + name, cpus);
        Checks.positive("RAM [MiB] of worker " + name, ramMib);
        Checks.within("GPU memory [MiB] of worker " + name, gpuMemoryMib, 1, device.gpuMemoryMib());
        variants = List.copyOf(variants);
        double needed = 0;
        for (ModelVariant variant : variants) {
            if (!variant.device().name().equals(device.name())) {
                throw new InvalidInputException("variant %s cannot run on worker %s, whose device is %s"
                        .formatted(variant.name(), name, device.name()));
            }
            needed += variant.gpuMemoryMib();
        }
        if (variants.stream().map(ModelVariant::name).distinct().count() < variants.size()) {
            throw new InvalidInputException("variants of worker " + name + " must not appear twice");
        }
        if (needed > gpuMemoryMib) {
            throw new InvalidInputException("variants of worker %s need %.0f MiB of GPU memory, must fit into %.0f MiB"
                    .formatted(name, needed, gpuMemoryMib));
        }
    }
}
