// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
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
 * @param busy share of that time that each worker was busy, 0 to 1, in the same order
 * @param largestBatches the largest batch that each instance started; empty where that is not known
 */
public record ServingRun(
        ServingScenario scenario,
        RunSummary summary,
        ServingStatistics statistics,
        List<Double> energies,
        List<Double> busy,
        List<Integer> largestBatches) {
    /** Copies the lists. */
    public ServingRun {
        energies = List.copyOf(energies);
        busy = List.copyOf(busy);
        largestBatches = List.copyOf(largestBatches);
    }

    /**
     * Tells how far the run went between the end of the warm-up and the scenario's duration.
     *
     * @return loads and batches
     */
    public RunReach reach() {
        return new RunReach(scenario, busy, largestBatches);
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
        return execute(new ServingEngine(scenario, policy, seed), seed, ServingEngine::advance);
    }

    /**
     * A run, and what was watched of it.
     *
     * @param run the same that nobody has watched
     * @param sample what was seen
     */
    public record Watched(ServingRun run, RunSample sample) {}

    /**
     * Runs a scenario to its end, with the same outcome as {@link #execute(ServingScenario, SchedulingPolicy, long)}, and
     * watches it.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers
     * @return the outcome
     */
    public static Watched watch(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        ServingEngine engine = new ServingEngine(scenario, policy, seed);
        RunSampler sampler = new RunSampler(scenario, seed);
        engine.listen(sampler);
        ServingRun run = execute(engine, seed, sampler::advance);
        return new Watched(run, sampler.sample(policy.name(), scenario));
    }

    private static ServingRun execute(ServingEngine engine, long seed, BiConsumer<ServingEngine, Double> advance) {
        String name = engine.policy().name();
        ServingScenario scenario = engine.scenario();
        ServingSettings settings = scenario.settings();
        int workers = scenario.topology().workers().size();
        advance.accept(engine, settings.warmup());
        Use before = Use.of(workers, engine::busyTime, engine::energy);
        advance.accept(engine, settings.duration());
        Use after = Use.of(workers, engine::busyTime, engine::energy);
        ServingRun run = of(scenario, name, seed, engine.finish(), before, after);
        return new ServingRun(scenario, run.summary, run.statistics, run.energies, run.busy, RunReach.largest(engine));
    }

    /**
     * What all workers had used up by some moment.
     *
     * @param busyTimes of each worker, in the order of the topology [s]
     * @param energies of each worker, in the order of the topology [J]
     */
    public record Use(List<Double> busyTimes, List<Double> energies) {
        /**
         * Reads meters.
         *
         * @param workers number of workers
         * @param busyTime of a worker from 0 to now [s]
         * @param energy of a worker from 0 to now [J]
         * @return what they show
         */
        public static Use of(int workers, IntToDoubleFunction busyTime, IntToDoubleFunction energy) {
            return new Use(
                    IntStream.range(0, workers)
                            .mapToObj(busyTime::applyAsDouble)
                            .toList(),
                    IntStream.range(0, workers).mapToObj(energy::applyAsDouble).toList());
        }

        private double busyTime() {
            return sum(busyTimes);
        }

        private double energy() {
            return sum(energies);
        }

        private static double sum(List<Double> values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }
    }

    /**
     * Sums up a run that has ended, whoever ran it.
     *
     * @param scenario what was served
     * @param policy name of who decided where
     * @param seed of all random numbers
     * @param statistics outcomes of all queries
     * @param before what had been used up by the end of the warm-up
     * @param after what had been used up by the scenario's duration
     * @return the run
     */
    public static ServingRun of(
            ServingScenario scenario, String policy, long seed, ServingStatistics statistics, Use before, Use after) {
        int workers = scenario.topology().workers().size();
        List<Double> drawn = IntStream.range(0, workers)
                .mapToObj(worker ->
                        after.energies().get(worker) - before.energies().get(worker))
                .toList();
        double length = scenario.settings().duration() - scenario.settings().warmup();
        List<Double> busy = IntStream.range(0, workers)
                .mapToObj(worker ->
                        (after.busyTimes().get(worker) - before.busyTimes().get(worker)) / length)
                .toList();
        Histogram latency = statistics.latency();
        RunSummary summary = new RunSummary(
                policy,
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
                (after.busyTime() - before.busyTime()) / workers / length,
                after.energy() - before.energy());
        return new ServingRun(scenario, summary, statistics, drawn, busy, List.of());
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
