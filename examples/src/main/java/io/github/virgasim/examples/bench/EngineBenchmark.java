// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The bundled scenario aset-full-edge from start to end, under each policy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class EngineBenchmark {
    /** Name of a static policy. */
    @Param({
        "closest",
        "load-balancing",
        "farthest",
        "cheaper",
        "random-proportional-latency",
        "random-proportional-load",
        "least-impedance",
        "random"
    })
    public String policy;

    private final ServingScenario scenario = Scenarios.named("aset-full-edge");

    /**
     * Runs the scenario once.
     *
     * @param meter counts
     * @return the outcome
     */
    @Benchmark
    public ServingStatistics run(Meter meter) {
        meter.start();
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), 1);
        ServingStatistics statistics = meter.finish(engine, scenario.settings().duration());
        meter.stop(Meter.sent(statistics));
        return statistics;
    }
}
