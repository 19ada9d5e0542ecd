// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.NoInterference;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.InstanceRules.Drop;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bundled scenario aset-full-edge with what GPUs do to their tenants, one thing after another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class SharingBenchmark {
    /** What is switched on. */
    @Param({"exclusive", "shared", "interference", "dynamic-batching", "adaptive-batching", "dropping"})
    public String features;

    private ServingScenario scenario;

    /** Makes the scenario. */
    @Setup
    public void prepare() {
        GpuSharing sharing = switch (features) {
            case "exclusive" -> GpuSharing.exclusive();
            case "shared" -> GpuSharing.mps(new NoInterference(), 100);
            default -> GpuSharing.mps(LinearInterference.measured(SharingMode.MPS), 100);
        };
        Batching batching = switch (features) {
            case "exclusive", "shared", "interference" -> Batching.dynamic(0);
            case "adaptive-batching" -> Batching.adaptive();
            default -> Batching.dynamic(0.005);
        };
        InstanceRules rules = features.equals("dropping")
                ? new InstanceRules(batching, 64, Drop.EXPIRED, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY)
                : InstanceRules.DEFAULT.with(batching);
        ServingScenario base = Scenarios.named("aset-full-edge");
        EdgeTopology topology = new EdgeTopology(base.topology().sites().stream()
                .map(site -> withSharing(site, sharing))
                .toList());
        scenario = new ServingScenario(
                base.name(), topology, base.workload(), base.settings().withInstances(rules), base.disturbances());
    }

    private static Site withSharing(Site site, GpuSharing sharing) {
        return site.withWorkers(
                site.workers().stream().map(w -> w.withSharing(sharing)).toList());
    }

    /**
     * Runs the scenario once.
     *
     * @param meter counts
     * @return the outcome
     */
    @Benchmark
    public ServingStatistics run(Meter meter) {
        meter.start();
        ServingEngine engine = new ServingEngine(scenario, new LeastImpedance(), 1);
        ServingStatistics statistics = meter.finish(engine, scenario.settings().duration());
        meter.stop(Meter.sent(statistics));
        return statistics;
    }
}
