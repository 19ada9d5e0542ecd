// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The bundled scenario aset-full-edge for many queries in a small heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(jvmArgs = "-Xmx64m")
public class MemoryBenchmark {
    private static final double STEP = 1;
    /** Queries per second at least, so that they have been sent before the run ends. */
    private static final double RATE = 1000;

    /** Number of queries. */
    @Param("10000000")
    public long queries;

    /**
     * Runs until the queries have been sent, and looks at the live heap on the way. The first tenth, in which code is compiled, is
     * not measured.
     *
     * @param meter counts
     * @return the engine
     */
    @Benchmark
    public ServingEngine run(Meter meter) {
        ServingScenario scenario = Scenarios.named("aset-full-edge");
        ServingSettings settings = scenario.settings();
        ServingSettings enough = settings.withDuration(settings.warmup() + queries / RATE);
        ServingEngine engine = new ServingEngine(scenario.withSettings(enough), new LeastImpedance(), 1);
        advance(engine, queries / 10);
        meter.liveAtTenth = liveHeap();
        long before = Meter.sent(engine.statistics());
        meter.start();
        advance(engine, queries);
        meter.stop(Meter.sent(engine.statistics()) - before);
        meter.liveAtEnd = liveHeap();
        return engine;
    }

    private static void advance(ServingEngine engine, long target) {
        while (engine.statistics().offered() < target) {
            engine.advance(engine.now() + STEP);
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
