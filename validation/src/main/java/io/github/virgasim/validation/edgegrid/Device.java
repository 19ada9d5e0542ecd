// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.edgegrid;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.validation.calibration.ServingOverhead;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How a device serves a model.
 *
 * @param profile time that a request takes alone [ms]
 * @param host time that its host holds it for a request besides [ms]
 * @param overhead time that a client sees besides, mean [ms]
 * @param overheadSd standard deviation of the overhead [ms]
 */
record Device(double profile, double host, double overhead, double overheadSd) {
    /** A queue with as high a load never comes to rest within a run. */
    private static final double HIGHEST_LOAD = 0.999;

    /** Fits the overhead to a cell at a low load, given what a request takes alone and holds the host. */
    static Device of(GridCell low, double profile, double host) {
        double service = profile + host;
        double rate = low.median(GridCell.Run::rate);
        double mean = low.median(GridCell.Run::mean);
        double sd = low.median(GridCell.Run::sd);
        return new Device(
                profile,
                host,
                mean - service - waitMs(rate, service),
                Math.sqrt(Math.max(0, sd * sd - waitVariance(rate, service))));
    }

    /** Returns the time that a request occupies the device [ms]. */
    double service() {
        return profile + host;
    }

    private static double waitMs(double rate, double service) {
        return ServingOverhead.waitMs(Math.min(rate, HIGHEST_LOAD / service * 1000), service);
    }

    /** Variance of the wait with Poisson arrivals and constant service (Pollaczek and Khinchine's second moment) [ms2]. */
    private static double waitVariance(double rate, double service) {
        double load = Math.min(HIGHEST_LOAD, rate * service / 1000);
        double mean = load * service / 2 / (1 - load);
        return mean * mean + load * service * service / 3 / (1 - load);
    }

    /** Returns the mean latency of a long run [ms]. */
    double meanMs(double rate) {
        return service() + overhead + waitMs(rate, service());
    }

    /** Returns the load at which a mean latency would be had, less the load that there was, over it [1]. */
    double impliedLoad(double mean) {
        double wait = Math.max(0, mean - overhead - service());
        return 2 * wait / (service() + 2 * wait);
    }

    /** Returns as many arrivals of a Poisson process as there were in a run: evenly spread, in order [s]. */
    private static double[] arrivals(GridCell.Run run, UniformRandomProvider random) {
        double[] times = random.doubles(Math.max(1, Math.round(run.rate() * run.seconds())))
                .map(u -> u * run.seconds())
                .toArray();
        Arrays.sort(times);
        return times;
    }

    private static UniformRandomProvider random(int repeat) {
        return RandomSource.SPLIT_MIX_64.create(repeat + 1L);
    }

    /**
     * Serves Poisson arrivals in the engine.
     *
     * @param run whose rate and length are taken
     * @param repeat draws the arrivals
     * @return latencies [ms]
     */
    double[] latencies(GridCell.Run run, int repeat) {
        double[] arrivals = arrivals(run, random(repeat));
        double felt = Math.max(0, overhead);
        double[] latencies = new TenantReplay(GpuSharing.exclusive(), List.of(BatchTimes.of(Map.of(1, profile / 1000))))
                .withHostTime(host / 1000)
                .withOverhead(felt / 1000, felt > 0 ? overheadSd / felt : 0, repeat + 1L)
                .latencies(new int[] {1}, List.of(arrivals))
                .get(0);
        // Where a served request is faster than the profile, the engine, which has no negative overhead, is told
        // afterwards.
        double less = Math.min(0, overhead);
        Arrays.setAll(latencies, i -> 1000 * latencies[i] + less);
        return latencies;
    }

    /** Returns arrivals as in each of a cell's repeats [s]. */
    static List<double[]> arrivals(GridCell cell) {
        return IntStream.range(0, cell.runs().size())
                .mapToObj(r -> arrivals(cell.runs().get(r), random(r)))
                .toList();
    }

    /** Returns the median over repeats of the mean latency [ms], by a recursion of waits. */
    double meanMs(List<double[]> repeats) {
        return Parameter.median(repeats.stream().mapToDouble(this::meanOfRun).toArray());
    }

    private double meanOfRun(double[] arrivals) {
        double service = service();
        double wait = 0;
        double sum = 0;
        for (int i = 1; i < arrivals.length; i++) {
            wait = Math.max(0, wait + service - 1000 * (arrivals[i] - arrivals[i - 1]));
            sum += wait;
        }
        return service + overhead + sum / arrivals.length;
    }
}
