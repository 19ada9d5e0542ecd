// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import org.HdrHistogram.Histogram;

/**
 * A finished run of a serving scenario.
 *
 * @param scenario what was served
 * @param summary the run in numbers
 * @param statistics outcomes per class and over time
 */
public record ServingRun(ServingScenario scenario, RunSummary summary, ServingStatistics statistics) {
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
        double energy = energy(engine);
        engine.advance(settings.duration());
        busy = busyTime(engine) - busy;
        energy = energy(engine) - energy;
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
                meanLatency(scenario, statistics),
                percentile(latency, 50),
                percentile(latency, 95),
                percentile(latency, 99),
                busy / workers / length,
                energy);
        return new ServingRun(scenario, summary, statistics);
    }

    private static double busyTime(ServingEngine engine) {
        double sum = 0;
        for (int w = 0; w < engine.scenario().topology().workers().size(); w++) {
            sum += engine.busyTime(w);
        }
        return sum;
    }

    private static double energy(ServingEngine engine) {
        double sum = 0;
        for (int w = 0; w < engine.scenario().topology().workers().size(); w++) {
            sum += engine.energy(w);
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
