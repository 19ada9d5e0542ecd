// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cost of a query in edge networks of several sizes whose workers are equally loaded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ScalingBenchmark {
    /** Name of a static policy. */
    @Param({"closest", "least-impedance"})
    public String policy;

    /** What a decision holds for. */
    @Param({"STREAM", "QUERY"})
    public Binding binding;

    /** Streams and workers, of which a site has five. */
    @Param({"60x10", "250x10", "1000x10", "1000x100", "1000x500", "20000x10000"})
    public String size;

    /** Number of queries. */
    @Param("500000")
    public int queries;

    /**
     * Runs once; the first fifth, in which streams start and are bound, is not measured.
     *
     * @param meter counts
     * @return the outcome
     */
    @Benchmark
    public ServingStatistics run(Meter meter) {
        String[] numbers = size.split("x");
        ServingScenario scenario =
                Plants.edge(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]), binding, queries);
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), 1);
        engine.advance(scenario.settings().duration() / 5);
        long before = engine.statistics().offered();
        meter.start();
        ServingStatistics statistics = engine.finish();
        meter.stop(statistics.offered() - before);
        return statistics;
    }
}
