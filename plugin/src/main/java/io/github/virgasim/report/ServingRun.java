// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.EngineState;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A finished run of a serving scenario.
 *
 * @param scenario what was served
 * @param summary the run in numbers
 * @param statistics outcomes per class and over time
 * @param energies what each worker drew at the wall from the end of the warm-up to the scenario's duration [J], in the order
 *     of the topology's workers
 */
public record ServingRun(
        ServingScenario scenario, RunSummary summary, ServingStatistics statistics, List<Double> energies) {
    /** Copies the energies. */
    public ServingRun {
        energies = List.copyOf(energies);
    }

    /**
     * Runs a scenario to its end.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers
     * @return the outcome
     */
    public static ServingRun execute(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        ServingSettings settings = scenario.settings();
        ServingEngine engine = new ServingEngine(scenario, policy, seed);
        engine.advance(settings.warmup());
        double busy = busyTime(engine);
        double[] before = energies(engine);
        engine.advance(settings.duration());
        busy = busyTime(engine) - busy;
        double[] after = energies(engine);
        List<Double> drawn = IntStream.range(0, after.length)
                .mapToObj(worker -> after[worker] - before[worker])
                .toList();
        ServingStatistics statistics = engine.finish();

        int workers = scenario.topology().workers().size();
        double length = settings.duration() - settings.warmup();
        Histogram latency = statistics.latency();
        RunSummary summary = new RunSummary(
                policy.name(),
                seed,
                scenario.workload().clientRate() * 60,
                statistics.offered(),
                statistics.served(),
                statistics.late(),
                statistics.rejected(),
                statistics.lost(),
                statistics.refusedByWorker(),
                meanLatency(scenario, statistics),
                percentile(latency, 50),
                percentile(latency, 95),
                percentile(latency, 99),
                busy / workers / length,
                sum(after) - sum(before));
        return new ServingRun(scenario, summary, statistics, drawn);
    }

    private static double busyTime(EngineState engine) {
        double sum = 0;
        for (int w = 0; w < engine.scenario().topology().workers().size(); w++) {
            sum += engine.busyTime(w);
        }
        return sum;
    }

    private static double[] energies(EngineState engine) {
        double[] energies = new double[engine.scenario().topology().workers().size()];
        Arrays.setAll(energies, engine::energy);
        return energies;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double meanLatency(ServingScenario scenario, ServingStatistics statistics) {
        double sum = 0;
        long answered = 0;
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            long n = statistics.served(k) + statistics.late(k);
            if (n > 0) {
                sum += statistics.meanLatency(k) * n;
                answered += n;
            }
        }
        return sum / answered;
    }

    /** Returns a percentile [s] of a histogram in microseconds, NaN if it is empty. */
    static double percentile(Histogram latency, double percent) {
        return latency.getTotalCount() == 0 ? Double.NaN : latency.getValueAtPercentile(percent) / 1e6;
    }
}
