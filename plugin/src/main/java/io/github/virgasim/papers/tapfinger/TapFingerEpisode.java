// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** One complete episode: its figures and how many tasks were alive after each timestep. */
final class TapFingerEpisode {
    private final ElasticExperiment experiment;
    private final String scheduler;
    private final long seed;
    private final EpisodeStatistics statistics = new EpisodeStatistics();
    private final LongStream.Builder alive = LongStream.builder();
    private final List<float[]> use = new ArrayList<>();
    private final long[] accumulation;

    private TapFingerEpisode(
            ElasticExperiment experiment,
            String scheduler,
            long seed,
            TapFingerSchedulers.Maker maker,
            boolean losesCluster) {
        this.experiment = experiment;
        this.scheduler = scheduler;
        this.seed = seed;
        RandomStreams random = new RandomStreams(seed);
        ElasticScheduler decides = maker.make(scheduler, experiment, random);
        ElasticEngine engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                decides,
                random.stream("noise"),
                new Recorder());
        if (losesCluster) {
            while (2 * engine.created() < experiment.tasks()) {
                engine.step();
            }
            engine.lose(experiment.setting().capacities().size() - 1);
        }
        engine.run();
        accumulation = alive.build().toArray();
    }

    /** Passes everything on to the statistics and keeps the numbers of tasks alive. */
    private final class Recorder implements EpisodeObserver {
        @Override
        public void completed(ElasticTask task, long timestep) {
            statistics.completed(task, timestep);
        }

        @Override
        public void passed(long timestep, long tasks, List<Cluster> clusters) {
            statistics.passed(timestep, tasks, clusters);
            alive.add(tasks);
            float[] shares = new float[clusters.get(0).capacity().kinds()];
            for (int kind = 0; kind < shares.length; kind++) {
                int used = 0;
                int capacity = 0;
                for (Cluster cluster : clusters) {
                    used += cluster.used(kind);
                    capacity += cluster.capacity().get(kind);
                }
                shares[kind] = (float) used / capacity;
            }
            use.add(shares);
        }
    }

    /**
     * Runs an episode. Arrivals and noise depend on the seed alone, so schedulers with the same seed meet the same tasks.
     *
     * @param experiment clusters, types and arrivals
     * @param scheduler one of {@link TapFingerSchedulers#names}
     * @param seed of all random streams
     * @return the complete episode
     */
    static TapFingerEpisode run(ElasticExperiment experiment, String scheduler, long seed) {
        return run(experiment, scheduler, seed, TapFingerSchedulers::make);
    }

    /** The same with a scheduler that is made otherwise. */
    static TapFingerEpisode run(
            ElasticExperiment experiment, String scheduler, long seed, TapFingerSchedulers.Maker maker) {
        return new TapFingerEpisode(experiment, scheduler, seed, maker, false);
    }

    /** The same for an experiment of the reproduction, in which a cluster may be lost. */
    static TapFingerEpisode run(TapFingerExperiments.Case of, String scheduler, long seed) {
        return new TapFingerEpisode(of.experiment(), scheduler, seed, TapFingerSchedulers::make, of.losesCluster());
    }

    String scheduler() {
        return scheduler;
    }

    long seed() {
        return seed;
    }

    long tasks() {
        return statistics.completed();
    }

    int timesteps() {
        return accumulation.length;
    }

    double meanCompletionTime() {
        return statistics.meanCompletionTime();
    }

    double quantile(double share) {
        return statistics.completionTimeQuantile(share);
    }

    /** Returns the share of tasks that were complete so many timesteps after their arrival. */
    double completedWithin(int duration) {
        return (double) statistics.completedWithin(duration) / statistics.completed();
    }

    double meanAccumulation() {
        return statistics.meanAccumulation();
    }

    /** Returns the tasks alive at the end of a timestep, 0 after the end of the episode. */
    double alive(int timestep) {
        return timestep < accumulation.length ? accumulation[timestep] : 0;
    }

    /** Returns the share of a kind of resource that is in use in a timestep, over all clusters; 0 after the end. */
    double used(int kind, int timestep) {
        return timestep < use.size() ? use.get(timestep)[kind] : 0;
    }

    /** Returns the share of a kind of resource that is in use, over all clusters and timesteps. */
    double used(int kind) {
        List<Units> capacities = experiment.setting().capacities();
        double used = 0;
        double capacity = 0;
        for (int cluster = 0; cluster < capacities.size(); cluster++) {
            used += statistics.meanUsed(cluster, kind);
            capacity += capacities.get(cluster).get(kind);
        }
        return used / capacity;
    }
}
