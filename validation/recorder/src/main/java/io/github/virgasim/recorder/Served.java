// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Requests that a server has answered, in the order in which they came; times since the run's begin [ns].
 *
 * @param arrivals when each was due
 * @param starts when its batch was begun
 * @param dones when its batch was done
 * @param batches size of its batch
 * @param late by how much each batch was begun after it could have been [ns], one value per batch
 * @param processor how long the server had a processor while batches ran [ns]
 * @param planned how many were to be served
 */
record Served(long[] arrivals, long[] starts, long[] dones, int[] batches, long[] late, long processor, int planned) {
    /**
     * Puts together what was served with pauses.
     *
     * @param parts in their order
     * @param begins of each, on one clock [ns]
     * @return times since the first begin
     */
    static Served joined(List<Served> parts, List<Long> begins) {
        LongStream.Builder arrivals = LongStream.builder();
        LongStream.Builder starts = LongStream.builder();
        LongStream.Builder dones = LongStream.builder();
        IntStream.Builder batches = IntStream.builder();
        LongStream.Builder late = LongStream.builder();
        long processor = 0;
        int planned = 0;
        for (int p = 0; p < parts.size(); p++) {
            Served part = parts.get(p);
            long shift = begins.get(p) - begins.get(0);
            for (int i = 0; i < part.count(); i++) {
                arrivals.add(part.arrivals[i] + shift);
                starts.add(part.starts[i] + shift);
                dones.add(part.dones[i] + shift);
                batches.add(part.batches[i]);
            }
            Arrays.stream(part.late).forEach(late::add);
            processor += part.processor;
            planned += part.planned;
        }
        return new Served(
                arrivals.build().toArray(),
                starts.build().toArray(),
                dones.build().toArray(),
                batches.build().toArray(),
                late.build().toArray(),
                processor,
                planned);
    }

    /** Returns how many were answered. */
    int count() {
        return dones.length;
    }

    /** Tells whether the server gave up because its queue had become too long. */
    boolean behind() {
        return count() < planned;
    }

    /** Returns how long the server was at work [ns]. */
    double busyNanos() {
        return sumOfBatches(i -> dones[i] - starts[i]);
    }

    /** Returns the sum of what a function says of each batch, given by its first request. */
    double sumOfBatches(IntToDoubleFunction ofBatch) {
        double sum = 0;
        for (int i = 0; i < count(); i += batches[i]) {
            sum += ofBatch.applyAsDouble(i);
        }
        return sum;
    }

    /** Returns the mean latency [us]. */
    double meanMicros() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += dones[i] - arrivals[i];
        }
        return sum / count() / 1e3;
    }

    /** Returns a quantile of the latencies by nearest rank [us]. */
    double latencyMicros(double quantile) {
        long[] latencies = new long[count()];
        Arrays.setAll(latencies, i -> dones[i] - arrivals[i]);
        return quantile(latencies, quantile) / 1e3;
    }

    /** Returns a quantile of the delays by nearest rank [us]. */
    double lateMicros(double quantile) {
        return quantile(late.clone(), quantile) / 1e3;
    }

    private static long quantile(long[] values, double quantile) {
        Arrays.sort(values);
        return values[Math.max(0, (int) Math.ceil(quantile * values.length) - 1)];
    }
}
