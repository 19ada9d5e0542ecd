// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int TASKS = 60_000;

    @Test
    void publishedRunsDrawTheNumberOfClustersFirst() {
        List<Arrival> arrivals = arrivals(Eligibility.UNIFORM_COUNT, 2);
        assertEquals(2, meanClusters(arrivals), 0.02);
        assertEquals(1 / 3.0, share(arrivals, 1), 0.01);
        assertEquals(1 / 3.0, share(arrivals, 3), 0.01);
        for (int cluster = 0; cluster < 3; cluster++) {
            int which = cluster;
            assertEquals(
                    2 / 3.0,
                    arrivals.stream().filter(a -> a.clusters().contains(which)).count() / (double) TASKS,
                    0.01);
        }
    }

    /** Each of three links is up with probability 1/2, given that one is: 3, 3 and 1 of the 7 remaining cases. */
    @Test
    void thePaperDrawsEveryLink() {
        List<Arrival> arrivals = arrivals(Eligibility.BANDWIDTH, 2);
        assertEquals(3 / 7.0, share(arrivals, 1), 0.01);
        assertEquals(3 / 7.0, share(arrivals, 2), 0.01);
        assertEquals(1 / 7.0, share(arrivals, 3), 0.01);
    }

    @Test
    void numbersAreThoseOfAPoissonProcessUpToTheTotal() {
        PoissonArrivals process = process(Eligibility.UNIFORM_COUNT, 1.5);
        long timesteps = 0;
        long idle = 0;
        long types = 0;
        long tasks = 0;
        while (!process.isExhausted()) {
            List<Arrival> arrivals = process.before(timesteps);
            timesteps++;
            tasks += arrivals.size();
            idle += arrivals.isEmpty() ? 1 : 0;
            types += arrivals.stream().mapToInt(Arrival::type).sum();
        }
        assertEquals(TASKS, tasks);
        assertEquals(1.5, TASKS / (double) timesteps, 0.03);
        assertEquals(Math.exp(-1.5), idle / (double) timesteps, 0.01);
        assertEquals(0.5, types / (double) TASKS, 0.01);
        assertTrue(process.before(timesteps).isEmpty());
    }

    /** The scheduler's draws and the noise have streams of their own. */
    @Test
    void everySchedulerMeetsTheSameTasks() {
        ElasticExperiment experiment = TapFinger.synthetic(3, 2, Fidelity.PAPER);
        List<List<String>> met = new ArrayList<>();
        for (Baseline baseline : List.of(Baseline.RANDOM, Baseline.OPTIMUS)) {
            RandomStreams random = new RandomStreams(3);
            List<String> tasks = new ArrayList<>();
            EpisodeObserver observer = new EpisodeObserver() {
                @Override
                public void completed(ElasticTask task, long timestep) {
                    tasks.add(String.format(
                            Locale.ROOT,
                            "%d %s %s %d",
                            task.number(),
                            task.type().name(),
                            task.eligible(),
                            task.arrival()));
                }
            };
            new ElasticEngine(
                            experiment.setting(),
                            experiment.types(),
                            experiment.arrivals(random),
                            baseline.scheduler(experiment, random),
                            random.stream("noise"),
                            observer)
                    .run();
            met.add(tasks.stream().sorted().toList());
        }
        assertEquals(met.get(0), met.get(1));
    }

    private static List<Arrival> arrivals(Eligibility eligibility, double rate) {
        PoissonArrivals process = process(eligibility, rate);
        List<Arrival> arrivals = new ArrayList<>();
        for (long timestep = 0; !process.isExhausted(); timestep++) {
            arrivals.addAll(process.before(timestep));
        }
        return arrivals;
    }

    private static PoissonArrivals process(Eligibility eligibility, double rate) {
        return new PoissonArrivals(rate, TASKS, 2, 3, eligibility, new RandomStreams(5).stream("arrivals"));
    }

    private static double meanClusters(List<Arrival> arrivals) {
        return arrivals.stream().mapToInt(a -> a.clusters().size()).average().orElseThrow();
    }

    private static double share(List<Arrival> arrivals, int clusters) {
        return arrivals.stream().filter(a -> a.clusters().size() == clusters).count() / (double) arrivals.size();
    }
}
