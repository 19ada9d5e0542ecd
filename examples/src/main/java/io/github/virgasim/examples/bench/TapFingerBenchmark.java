// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.papers.tapfinger.DecisionMode;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.papers.tapfinger.TapFingerAgent;
import io.github.virgasim.random.RandomStreams;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decisions of TapFinger's network for three clusters, with plain matrix products; its weights do not matter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class TapFingerBenchmark {
    private static final int EPISODES = 5;
    private static final int CLUSTERS = 3;

    /** Numbers in an embedding. */
    @Param({"32", "64"})
    public int hidden;

    /**
     * Runs some episodes, which the network nearly fills.
     *
     * @param meter counts clusters that are decided for in place of queries
     * @return the sum of the completion times
     */
    @Benchmark
    public long decision(Meter meter) {
        ElasticExperiment experiment = TapFinger.synthetic(CLUSTERS, 2, Fidelity.PAPER);
        TapFingerAgent agent = TapFingerAgent.untrained(experiment, hidden, 2, 1);
        long sum = 0;
        for (int seed = 1; seed <= EPISODES; seed++) {
            RandomStreams random = new RandomStreams(seed);
            ElasticScheduler scheduler = agent.scheduler(
                    experiment, DecisionMode.SEQUENTIAL, MatrixKernels.plain(), Replicas.RELIABLE, random);
            meter.start();
            EpisodeStatistics statistics = experiment.run(scheduler, random);
            meter.stop(CLUSTERS * statistics.timesteps());
            sum += statistics.completionTimeSum();
        }
        return sum;
    }
}
