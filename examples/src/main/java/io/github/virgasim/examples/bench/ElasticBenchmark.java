// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** TapFinger's synthetic workload under the scheduler "min", which gives each task its minimum. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ElasticBenchmark {
    /** Clusters and tasks: the published size but many tasks, and a large one. */
    @Param({"3x100000", "100x100000"})
    public String size;

    /**
     * Runs one episode.
     *
     * @param meter counts timesteps in place of queries
     * @return the outcome
     */
    @Benchmark
    public EpisodeStatistics run(Meter meter) {
        String[] numbers = size.split("x");
        int clusters = Integer.parseInt(numbers[0]);
        ElasticExperiment published = TapFinger.synthetic(clusters, 2 * clusters / 3.0, Fidelity.PAPER);
        ElasticExperiment longer = new ElasticExperiment(
                "benchmark", published.setting(), published.types(), published.rate(), Long.parseLong(numbers[1]));
        RandomStreams random = new RandomStreams(1);
        meter.start();
        EpisodeStatistics statistics = longer.run(Baseline.MIN.scheduler(longer, random), random);
        meter.stop(statistics.timesteps());
        return statistics;
    }
}
