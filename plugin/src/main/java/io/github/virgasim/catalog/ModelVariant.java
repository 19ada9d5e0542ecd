// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;

/**
 * A model compiled for a device: how long the device is occupied by a query, and what it takes to host it.
 *
 * <p>A batch of queries with input sizes z1..zb occupies a replica for {@code intercept + slope * (z1 + .. + zb)}
 * seconds; measurements on Jetson boards and desktop cards are linear in input pixels with R2 above 0.98, and in batch
 * size likewise. The constant {@code overhead} is seen by the client but does not occupy the device.
 *
 * @param model the network
 * @param device the device that it was compiled for
 * @param intercept part of the processing delay that does not depend on the input [s], not negative
 * @param slope growth of the processing delay with the input size [s per size unit of the task], not negative; intercept
 *     and slope must not both be zero
 * @param overhead constant added to a query's latency without occupying the device [s], not negative
 * @param maxThroughput most queries of the task's reference size that one worker serves [queries/s], positive
 * @param gpuMemoryMib GPU memory taken by all replicas together [MiB], positive
 * @param maxBatch most queries that a replica processes at once, 1 to {@value #MOST_AT_ONCE}
 * @param replicas how many batches the variant processes side by side, 1 to {@value #MOST_AT_ONCE}
 * @param source where the figures come from
 */
public record ModelVariant(
        DnnModel model,
        GpuSpec device,
        double intercept,
        double slope,
        double overhead,
        double maxThroughput,
        double gpuMemoryMib,
        int maxBatch,
        int replicas,
        String source) {

    /** The largest batch, and the most replicas. */
    public static final int MOST_AT_ONCE = 1_000_000;

    /** Checks the values. */
    public ModelVariant {
        String variant = " of variant " + model.name() + "@" + device.name();
        Checks.notNegative("intercept [s]" + variant, intercept);
        Checks.notNegative("slope [s/unit]" + variant, slope);
        Checks.positive("processing delay [s]" + variant, intercept + slope);
        Checks.notNegative("overhead [s]" + variant, overhead);
        Checks.positive("maximum throughput [queries/s]" + variant, maxThroughput);
        Checks.positive("GPU memory [MiB]" + variant, gpuMemoryMib);
        Checks.count("maximum batch" + variant, maxBatch, MOST_AT_ONCE);
        Checks.count("replicas" + variant, replicas, MOST_AT_ONCE);
    }

    /**
     * Returns the variant's name.
     *
     * @return "model@device"
     */
    public String name() {
        return model.name() + "@" + device.name();
    }

    /**
     * Returns D_v(size), the time that one query occupies a replica.
     *
     * @param size input size in the task's unit
     * @return processing delay [s]
     */
    public double processingDelay(double size) {
        return intercept + slope * size;
    }

    /**
     * Returns the most queries of one size that a worker can serve: {@code maxThroughput} scaled by the ratio of the
     * times that a full batch takes at the reference size and at this one.
     *
     * @param size input size in the task's unit
     * @return capacity [queries/s]
     */
    public double capacity(double size) {
        double reference = intercept + slope * maxBatch * model.task().referenceSize();
        return maxThroughput * reference / (intercept + slope * maxBatch * size);
    }

    /**
     * Returns this variant with another number of replicas, for GPUs whose batches run side by side. What a worker can
     * serve with it stays as it is, since the replicas share its GPU.
     *
     * @param number replicas, 1 to {@value #MOST_AT_ONCE}
     * @param memoryMib GPU memory of all of them together [MiB], positive
     * @return a copy
     */
    public ModelVariant withReplicas(int number, double memoryMib) {
        return new ModelVariant(
                model, device, intercept, slope, overhead, maxThroughput, memoryMib, maxBatch, number, source);
    }
}
