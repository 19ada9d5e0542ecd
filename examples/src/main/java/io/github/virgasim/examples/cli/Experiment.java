// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.analysis.ServableBound;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Runs of one scenario under several policies, seeds and client rates.
 *
 * @param scenario what to serve, at its own client rate
 * @param policies names of policies
 * @param maker makes a new policy for a run, given its name
 * @param seeds of the runs at the scenario's own client rate
 * @param lambdas further client rates [clients/min], possibly none
 * @param sweepSeeds how many of the seeds, the first ones, run at the further client rates
 */
record Experiment(
        ServingScenario scenario,
        List<String> policies,
        Function<String, SchedulingPolicy> maker,
        List<Long> seeds,
        List<Double> lambdas,
        int sweepSeeds) {
    /** What the upper bound depends on: policies see the same queries under the same rate and seed. */
    private record Load(double lambda, long seed) {}

    private record Outcome(ServingRun run, Load load, double bound) {}

    /** What came out; all lists are in the order of rates, then policies, then seeds. */
    static final class Results {
        private final List<ServingRun> runs = new ArrayList<>();
        private final List<RunSummary> summaries = new ArrayList<>();
        private final Map<Load, Double> bounds = new LinkedHashMap<>();

        /** Returns the runs at the scenario's own client rate. */
        List<ServingRun> runs() {
            return runs;
        }

        /** Returns the runs at all client rates, at each of them under the seeds of the sweep. */
        List<RunSummary> summaries() {
            return summaries;
        }

        /** Returns the largest share of the run's queries that any policy could have served, 0 to 1. */
        double upperBound(RunSummary run) {
            return bounds.get(new Load(run.lambda(), run.seed()));
        }
    }

    /**
     * Does all runs.
     *
     * @param progress is told of each run that ends
     * @return the same for the same experiment, however the threads take turns
     */
    Results execute(Progress progress) {
        ServableBound bound = new ServableBound(scenario);
        List<Callable<Outcome>> tasks = new ArrayList<>();
        for (ServingScenario point : points()) {
            for (String policy : policies) {
                for (long seed : seeds(point)) {
                    boolean first = policy.equals(policies.get(0));
                    tasks.add(() -> run(point, policy, seed, first ? bound : null));
                }
            }
        }
        Results results = new Results();
        Parallel.run(tasks, progress).forEach(outcome -> collect(outcome, results));
        return results;
    }

    /** Returns the number of runs. */
    int size() {
        return points().stream().mapToInt(point -> seeds(point).size()).sum() * policies.size();
    }

    private List<Long> seeds(ServingScenario point) {
        return point == scenario ? seeds : seeds.subList(0, sweepSeeds);
    }

    private List<ServingScenario> points() {
        double own = scenario.workload().clientRate() * 60;
        TreeSet<Double> rates = new TreeSet<>(lambdas);
        rates.removeIf(rate -> Math.abs(rate - own) < 1e-9 * own);
        rates.add(own);
        return rates.stream()
                .map(rate -> rate == own ? scenario : scenario.withLambda(rate))
                .toList();
    }

    private Outcome run(ServingScenario point, String policy, long seed, ServableBound bound) {
        ServingRun run = ServingRun.execute(point, maker.apply(policy), seed);
        ServingSettings settings = point.settings();
        double share = bound == null ? Double.NaN : bound.share(run.statistics());
        // The statistics of the other rates are not needed, and large.
        ServingRun kept = point == scenario ? run : new ServingRun(point, run.summary(), null, run.energies());
        return new Outcome(kept, new Load(run.summary().lambda(), seed), share);
    }

    private void collect(Outcome outcome, Results results) {
        if (seeds.indexOf(outcome.load.seed) < sweepSeeds) {
            results.summaries.add(outcome.run.summary());
        }
        if (outcome.run.scenario() == scenario) {
            results.runs.add(outcome.run);
        }
        if (!Double.isNaN(outcome.bound)) {
            results.bounds.put(outcome.load, outcome.bound);
        }
    }
}
