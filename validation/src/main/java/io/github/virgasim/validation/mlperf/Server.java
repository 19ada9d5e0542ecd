// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A Server run with what its system took alone: one query (SingleStream), eight (MultiStream), and full batches (Offline).
 * Where other jobs ran beside it, the times are those of the same device alone, longer by the ratio of Offline throughputs.
 *
 * @param run what was measured
 * @param configuration of the server
 * @param times by batch
 */
record Server(Summary run, Configuration configuration, BatchTimes times) {
    private static final int QUERIES = 60_000;
    private static final int EIGHT = 8;

    static Optional<Server> of(Summary run, List<Summary> all, List<Configuration> configurations) {
        return Systems.of(run, configurations, "Server")
                .flatMap(configuration -> times(run, configuration, all, configurations)
                        .map(times -> new Server(run, configuration, times)));
    }

    static double median(List<Summary> runs, String scenario, boolean throughput) {
        double[] figures = runs.stream()
                .filter(run -> run.scenario().equals(scenario))
                .mapToDouble(run -> throughput ? run.throughput() : run.seconds())
                .toArray();
        return figures.length == 0 ? Double.NaN : Parameter.median(figures);
    }

    private static Optional<BatchTimes> times(
            Summary run, Configuration configuration, List<Summary> all, List<Configuration> configurations) {
        String device = Systems.device(configuration.config());
        List<Summary> same = all.stream()
                .filter(other -> other.benchmark().equals(run.benchmark())
                        && Systems.alike(device, run.system(), other.system()))
                .toList();
        boolean busy = Systems.has(run.system(), "Hetero");
        List<Summary> alone = same.stream()
                .filter(other -> !Systems.has(other.system(), "Hetero"))
                .toList();
        double one = median(alone, "SingleStream", false);
        double full = median(alone, "Offline", true);
        Map<Integer, Double> table = new TreeMap<>();
        if (Double.isNaN(one) || Double.isNaN(full)) {
            return Optional.empty();
        }
        table.put(1, one);
        double eight = median(alone, "MultiStream", false);
        Optional<Configuration> offline = configurations.stream()
                .filter(c -> c.scenario().equals("Offline")
                        && c.benchmark().equals(run.family())
                        && c.config().equals(configuration.config()))
                .findFirst();
        offline.filter(c -> c.isOnGpuAlone() && c.batch() > EIGHT)
                .ifPresent(c -> table.put(c.batch(), c.batch() / full));
        if (!Double.isNaN(eight)) {
            table.put(EIGHT, eight);
        }
        if (table.size() < 2) {
            return Optional.empty();
        }
        if (busy) {
            double beside = median(
                    same.stream()
                            .filter(other -> other.system().equals(run.system()))
                            .toList(),
                    "Offline",
                    true);
            if (Double.isNaN(beside)) {
                return Optional.empty();
            }
            table.replaceAll((batch, seconds) -> seconds * full / beside);
        }
        return Optional.of(BatchTimes.of(table));
    }

    /**
     * Serves Poisson arrivals in the engine: batches that wait until they are full, at most for a share of the highest latency
     * allowed, and run side by side on as many streams as are set up.
     *
     * @param share of the highest latency that a batch waits at most
     * @return latencies, rising [s]
     */
    double[] latencies(double share) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        var gaps = ZigguratSampler.Exponential.of(random, 1 / run.rate());
        double[] arrivals = new double[QUERIES];
        double time = 0;
        for (int i = 0; i < QUERIES; i++) {
            time += gaps.sample();
            arrivals[i] = time;
        }
        // Streams share the GPU: as long as a batch fills it, two take twice as long.
        GpuSharing sharing = configuration.streams() == 1
                ? GpuSharing.exclusive()
                : GpuSharing.mps(new Occupancy(0, 1, 0, 0, 0), 100);
        double[] latencies = new TenantReplay(
                        sharing, List.of(times), Batching.dynamic(share * run.target()), configuration.streams())
                .latencies(new int[] {configuration.batch()}, List.of(arrivals))
                .get(0);
        Arrays.sort(latencies);
        return latencies;
    }

    String cell() {
        return run.system() + " " + run.benchmark();
    }
}
