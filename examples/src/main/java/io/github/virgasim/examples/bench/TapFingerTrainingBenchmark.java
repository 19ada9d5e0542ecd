// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.papers.tapfinger.TapFingerAgent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Training of TapFinger's network for three clusters, with embeddings of 64 and three layers of attention. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class TapFingerTrainingBenchmark {
    /** The kernel that needs an option of Java, and the one that does not. */
    static final String FAST = "vector";

    private static final long TASKS = 24;

    /** Matrix products. */
    @Param({FAST, "plain"})
    public String kernel;

    /**
     * Trains for one iteration.
     *
     * @param meter counts training steps, each for all clusters, in place of queries
     * @return the agent
     */
    @Benchmark
    public TapFingerAgent training(Meter meter) {
        ElasticExperiment published = TapFinger.multiTask(Fidelity.PUBLISHED);
        ElasticExperiment shorter = new ElasticExperiment(
                "benchmark", published.setting(), published.types(), published.rate(), TASKS, published.eligibility());
        MatrixKernel products = kernel.equals(FAST) ? MatrixKernels.vector() : MatrixKernels.plain();
        meter.start();
        TapFingerAgent agent = TapFingerAgent.train(shorter, 64, 3, 1, 1, products);
        meter.stop(Long.parseLong(agent.metadata().get("steps")));
        return agent;
    }
}
