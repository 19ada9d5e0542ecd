// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.PowerLaw;
import io.github.virgasim.input.Checks;

/**
 * A model compiled for a device: how long the device is occupied by a query, and what it takes to host it.
 *
 * <p>A batch of queries with input sizes z1..zb occupies a replica for {@code intercept + slope * (z1 + .. + zb)}
 * seconds; measurements on Jetson boards and desktop cards are linear in input pixels with R2 above 0.98, and in batch
 * size likewise; each query adds {@code hostTime}. The constant {@code overhead} is seen by the client but does not occupy the device.
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
 * @param times measured times by batch, which then hold instead of intercept and slope; null without
 * @param hostTime what each query holds its server besides, on the host, where that does not vary with the query and does not
 *     fill the GPU [s], not negative
 * @param power what its batches draw; null where that goes by the device
 * @param accuracy how well it does its task [percent], 0 to 100: the model's, or less where the compiled engine has lower
 *     precision
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
        String source,
        BatchTimes times,
        double hostTime,
        PowerLaw power,
        double accuracy) {

    /** The largest batch, and the most replicas. */
    public static final int MOST_AT_ONCE = 1_000_000;

    /**
     * Makes a variant whose batches take intercept + slope x sizes.
     *
     * @param model the network
     * @param device the device that it was compiled for
     * @param intercept part of the processing delay that does not depend on the input [s], not negative
     * @param slope growth of the processing delay with the input size [s per size unit of the task], not negative
     * @param overhead constant added to a query's latency without occupying the device [s], not negative
     * @param maxThroughput most queries of the task's reference size that one worker serves [queries/s], positive
     * @param gpuMemoryMib GPU memory taken by all replicas together [MiB], positive
     * @param maxBatch most queries that a replica processes at once, 1 to {@value #MOST_AT_ONCE}
     * @param replicas how many batches the variant processes side by side, 1 to {@value #MOST_AT_ONCE}
     * @param source where the figures come from
     */
    public ModelVariant(
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
        this(
                model,
                device,
                intercept,
                slope,
                overhead,
                maxThroughput,
                gpuMemoryMib,
                maxBatch,
                replicas,
                source,
                null,
                0,
                null,
                model.accuracy());
    }

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
        Checks.notNegative("host time [s/query]" + variant, hostTime);
        Checks.within("accuracy" + variant, accuracy, 0, 100);
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
        return batchDelay(size) + hostTime;
    }

    /**
     * Returns the time that a batch occupies a replica, without what its queries hold the host.
     *
     * @param sizes sum of the queries' input sizes, in the task's unit
     * @return processing delay [s]
     */
    public double batchDelay(double sizes) {
        return times == null
                ? intercept + slope * sizes
                : times.seconds(sizes / model.task().referenceSize());
    }

    /**
     * Returns the largest input that one query can have and be processed within a time.
     *
     * @param seconds the time [s]
     * @return in the task's unit; below 0 if there is none, infinity if the time does not grow with the size
     */
    public double largestSize(double seconds) {
        if (times != null) {
            return times.mostQueries(seconds - hostTime) * model.task().referenceSize();
        }
        double left = seconds - hostTime - intercept;
        return slope > 0 ? left / slope : left < 0 ? -1 : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns how much of its device a batch of queries of the reference size fills while it runs, read off how times grow
     * with the batch: a batch that fills the device takes as long per query as the largest ones do.
     *
     * @param queries number of queries, at least 1
     * @return 0 to 1
     */
    public double occupancy(int queries) {
        double sizes = queries * model.task().referenceSize();
        return times == null ? Math.min(1, slope * sizes / batchDelay(sizes)) : times.occupancy(queries);
    }

    /**
     * Returns how much longer a batch of queries of the reference size takes than a batch of another size.
     *
     * @param queries number of queries, above 0
     * @param than number of queries, above 0
     * @return ratio of their times
     */
    public double timeRatio(double queries, double than) {
        double reference = model.task().referenceSize();
        return batchDelay(queries * reference) / batchDelay(than * reference);
    }

    /**
     * Returns this variant with measured times by batch, and the throughput that full batches then make.
     *
     * @param measured hold instead of intercept and slope
     * @return a copy
     */
    public ModelVariant withTimes(BatchTimes measured) {
        double throughput = maxBatch * (double) replicas / (measured.seconds(maxBatch) + maxBatch * hostTime);
        return with(throughput, gpuMemoryMib, replicas, measured, hostTime, power, accuracy);
    }

    /**
     * Returns this variant with a server that each query holds longer; the throughput stays.
     *
     * @param seconds what each query holds its server on the host [s], not negative
     * @return a copy
     */
    public ModelVariant withHostTime(double seconds) {
        return with(maxThroughput, gpuMemoryMib, replicas, times, seconds, power, accuracy);
    }

    /**
     * Returns this variant with a power of its own.
     *
     * @param law what its batches draw beside the device's idle power
     * @return a copy
     */
    public ModelVariant withPower(PowerLaw law) {
        return with(maxThroughput, gpuMemoryMib, replicas, times, hostTime, law, accuracy);
    }

    /**
     * Returns this variant with an accuracy of its own, for an engine of lower precision than the model's weights.
     *
     * @param percent in the task's metric [percent], 0 to 100
     * @return a copy
     */
    public ModelVariant withAccuracy(double percent) {
        return with(maxThroughput, gpuMemoryMib, replicas, times, hostTime, power, percent);
    }

    private ModelVariant with(
            double throughput,
            double memoryMib,
            int number,
            BatchTimes table,
            double onHost,
            PowerLaw law,
            double percent) {
        return new ModelVariant(
                model,
                device,
                intercept,
                slope,
                overhead,
                throughput,
                memoryMib,
                maxBatch,
                number,
                source,
                table,
                onHost,
                law,
                percent);
    }

    /**
     * Returns the most queries of one size that a worker can serve: {@code maxThroughput} scaled by the ratio of the
     * times that a full batch takes at the reference size and at this one.
     *
     * @param size input size in the task's unit
     * @return capacity [queries/s]
     */
    public double capacity(double size) {
        double reference = fullBatch(model.task().referenceSize());
        return maxThroughput * reference / fullBatch(size);
    }

    private double fullBatch(double size) {
        double alone = times == null ? intercept + slope * maxBatch * size : batchDelay(maxBatch * size);
        return alone + maxBatch * hostTime;
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
        return with(maxThroughput, memoryMib, number, times, hostTime, power, accuracy);
    }
}
