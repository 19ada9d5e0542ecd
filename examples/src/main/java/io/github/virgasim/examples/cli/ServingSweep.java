// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.analysis.ServableBound;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.experiment.Trials;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.ServingTables;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs of one scenario under several policies, seeds and client rates. The CSV files are written run by run.
 *
 * @param scenario what to serve, at its own client rate
 * @param policies make the policies for a run, by name
 * @param seeds of the runs
 * @param lambdas further client rates [clients/min], possibly none
 * @param sweepSeeds how many of the seeds run at these
 * @param network file or data set of the only policy's network; empty if it has none
 * @param figures whether figures are drawn beside the tables
 */
record ServingSweep(
        ServingScenario scenario,
        Map<String, PolicyMaker> policies,
        List<Long> seeds,
        List<Double> lambdas,
        int sweepSeeds,
        Optional<String> network,
        boolean figures)
        implements Work.Body {
    /** What is run. */
    private record Key(ServingScenario point, String policy) {}

    /** What the upper bound depends on: policies see the same queries under the same rate and seed. */
    private record Load(double lambda, long seed) {
        static Load of(RunSummary run) {
            return new Load(run.lambda(), run.seed());
        }
    }

    private record Outcome(ServingRun run, double bound, List<RunSample> samples) {}

    /** What is left of all runs; lists are in the order of rates, then policies, then seeds. */
    static final class Summaries {
        private final List<RunSummary> own = new ArrayList<>();
        private final List<RunSummary> swept = new ArrayList<>();
        private final Map<Load, Double> bounds = new LinkedHashMap<>();
        private final List<RunSample> samples = new ArrayList<>();

        /** Returns the runs at the scenario's own client rate. */
        List<RunSummary> own() {
            return own;
        }

        /** Returns the runs at all client rates, at each of them under the seeds of the sweep. */
        List<RunSummary> swept() {
            return swept;
        }

        /** Returns what was watched of each policy's first run at the scenario's own client rate. */
        List<RunSample> samples() {
            return samples;
        }

        /** Returns the largest share of the run's queries that any policy could have served, 0 to 1. */
        double upperBound(RunSummary run) {
            return bounds.get(Load.of(run));
        }
    }

    /** Returns the number of runs. */
    int size() {
        return keys().stream().mapToInt(key -> seeds(key).size()).sum();
    }

    private List<Key> keys() {
        return points().stream()
                .flatMap(point -> policies.keySet().stream().map(policy -> new Key(point, policy)))
                .toList();
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

    private boolean isOwn(Key key) {
        return key.point == scenario;
    }

    private List<Long> seeds(Key key) {
        return isOwn(key) ? seeds : seeds.subList(0, sweepSeeds);
    }

    /** Tells whether other client rates are run too. */
    boolean sweeps() {
        return !lambdas.isEmpty();
    }

    @Override
    public Findings run(Work.Output output, Progress progress) throws IOException {
        ServableBound bound = new ServableBound(scenario);
        String first = policies.keySet().iterator().next();
        Summaries summaries = new Summaries();
        try (ServingTables tables = new ServingTables(output.folder());
                ResultTable.Rows<ServingTables.Bounded> swept = sweptRows(output.folder())) {
            Trials.run(
                    keys(),
                    this::seeds,
                    (key, seed) -> {
                        SchedulingPolicy policy = policies.get(key.policy).make(key.point, seed);
                        List<RunSample> samples = new ArrayList<>();
                        ServingRun run;
                        if (isOwn(key) && seed == seeds.get(0)) {
                            ServingRun.Watched watched = ServingRun.watch(key.point, policy, seed);
                            run = watched.run();
                            samples.add(watched.sample());
                        } else {
                            run = ServingRun.execute(key.point, policy, seed);
                        }
                        return new Outcome(
                                run, key.policy.equals(first) ? bound.share(run.statistics()) : Double.NaN, samples);
                    },
                    progress,
                    (key, outcome) -> {
                        RunSummary run = outcome.run.summary();
                        if (key.policy.equals(first)) {
                            summaries.bounds.put(Load.of(run), outcome.bound);
                        }
                        double share = summaries.upperBound(run);
                        if (isOwn(key)) {
                            output.passport().ifPresent(passport -> passport.add(outcome.run.reach()));
                            tables.add(outcome.run, share);
                            summaries.own.add(run);
                            summaries.samples.addAll(outcome.samples);
                        }
                        if (seeds.indexOf(run.seed()) < sweepSeeds) {
                            swept.add(new ServingTables.Bounded(run, share));
                            summaries.swept.add(run);
                        }
                    });
        }
        ScenarioWarnings.candidates(output.folder().resolve("candidates.csv"), scenario);
        return new SweepReport(this, summaries);
    }

    private ResultTable.Rows<ServingTables.Bounded> sweptRows(Path folder) throws IOException {
        if (sweeps()) {
            return ServingTables.summary().open(folder.resolve("lambda.csv"));
        }
        return new ResultTable.Rows<>() {
            @Override
            public void add(ServingTables.Bounded row) {}

            @Override
            public void close() {}
        };
    }
}
