// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What does it cost, and save, to follow streams instead of queries? Served shares under all static policies, from engines of
 * both kinds with the same clients.
 */
public final class StreamsStudy {
    private static final double[] LAMBDAS = {20, 60, 100};
    private static final double LENGTH = 900;
    /** Length of a step that trainings take [s]. */
    private static final double STEP = 20;

    private StreamsStudy() {}

    /**
     * Prints a row for each scenario and load.
     *
     * @param args number of seeds, then names of bundled scenarios; 4 and three of ASET's topologies unless given
     */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        List<String> names = args.length > 1
                ? List.of(args).subList(1, args.length)
                : List.of("aset-full-edge-strict", "aset-co-dc-cloud-strict", "aset-dc-cloud-strict");
        TextTable table = new TextTable(
                "scenario",
                "clients/min",
                "mean difference",
                "worst",
                "policy",
                "pairs in order %",
                "steps/CPU s",
                "streams",
                "ratio");
        for (String name : names) {
            ServingScenario scenario = Scenarios.named(name);
            ServingScenario whole =
                    scenario.withSettings(scenario.settings().withoutWarmup().withDuration(LENGTH));
            Lateness lateness = measure(whole);
            for (double lambda : LAMBDAS) {
                table.row(Comparison.of(whole.withLambda(lambda), lateness, seeds)
                        .row(name, lambda)
                        .toArray(String[]::new));
            }
        }
        System.out.print(table.markdown());
    }

    /** Measures under all static policies in turn, each at all rates, and seeds of its own. */
    static Lateness measure(ServingScenario scenario) {
        Lateness lateness = new Lateness(scenario);
        long seed = 0;
        for (double lambda : LAMBDAS) {
            for (String policy : StaticPolicies.names()) {
                lateness.measure(scenario.withLambda(lambda), StaticPolicies.named(policy), --seed);
            }
        }
        return lateness;
    }

    /**
     * The same runs by both engines.
     *
     * @param queries served share of each static policy, following queries [%]
     * @param streams the same, following streams
     * @param steps steps per CPU s of each kind
     */
    record Comparison(double[] queries, double[] streams, double[] steps) {
        static Comparison of(ServingScenario scenario, Lateness lateness, int seeds) {
            List<String> policies = StaticPolicies.names();
            double[][] served = new double[2][policies.size()];
            long[] nanos = new long[2];
            for (int p = 0; p < policies.size(); p++) {
                for (int seed = 1; seed <= seeds; seed++) {
                    String policy = policies.get(p);
                    for (int kind = 0; kind < 2; kind++) {
                        long started = cpuTime();
                        ServingEngine engine = kind == 0
                                ? new ServingEngine(scenario, StaticPolicies.named(policy), seed)
                                : ServingEngine.ofStreams(scenario, StaticPolicies.named(policy), lateness, seed);
                        ServingStatistics run = engine.finish();
                        nanos[kind] += cpuTime() - started;
                        served[kind][p] += 100.0 * run.served() / run.offered() / seeds;
                    }
                }
            }
            double steps = scenario.settings().duration() / STEP * seeds * policies.size();
            return new Comparison(
                    served[0],
                    served[1],
                    Arrays.stream(nanos).mapToDouble(n -> steps / (n * 1e-9)).toArray());
        }

        private static long cpuTime() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        /** Returns streams minus queries, in points. */
        double difference(int policy) {
            return streams[policy] - queries[policy];
        }

        double meanDifference() {
            return ConfidenceInterval.of(IntStream.range(0, queries.length)
                            .mapToDouble(p -> Math.abs(difference(p)))
                            .toArray())
                    .mean();
        }

        /** Returns the policy with the largest difference. */
        int worst() {
            return IntStream.range(0, queries.length)
                    .reduce(0, (a, b) -> Math.abs(difference(a)) >= Math.abs(difference(b)) ? a : b);
        }

        /** Returns which part of the pairs of policies is in the same order by both, 0 to 1. */
        double agreement() {
            int same = 0;
            int pairs = 0;
            for (int p = 0; p < queries.length; p++) {
                for (int q = 0; q < p; q++) {
                    pairs++;
                    same += Math.signum(queries[p] - queries[q]) == Math.signum(streams[p] - streams[q]) ? 1 : 0;
                }
            }
            return (double) same / pairs;
        }

        private List<String> row(String scenario, double lambda) {
            return List.of(
                    scenario,
                    TextTable.number(lambda, 0),
                    TextTable.number(meanDifference(), 2),
                    String.format(Locale.ROOT, "%+.2f", difference(worst())),
                    StaticPolicies.names().get(worst()),
                    TextTable.number(100 * agreement(), 0),
                    TextTable.number(steps[0], 0),
                    TextTable.number(steps[1], 0),
                    TextTable.number(steps[1] / steps[0], 1));
        }
    }
}
