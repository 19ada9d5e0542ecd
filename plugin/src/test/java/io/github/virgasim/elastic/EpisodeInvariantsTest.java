// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every episode, over random configurations and all baselines. */
class EpisodeInvariantsTest {
    private static final int CONFIGURATIONS = Integer.getInteger("virga.configurations", 200);

    static IntStream configurations() {
        return IntStream.range(0, CONFIGURATIONS);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void holdInEveryEpisode(int number) {
        Baseline baseline = Baseline.values()[number % Baseline.values().length];
        ElasticExperiment experiment =
                experiment(new RandomStreams(number).stream("configuration"), kinds(baseline, number));
        RandomStreams random = new RandomStreams(number);
        ElasticScheduler scheduler = baseline.scheduler(experiment, random);
        EpisodeStatistics statistics = new EpisodeStatistics();
        Watch watch = new Watch(statistics);
        ElasticEngine engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                scheduler,
                random.stream("noise"),
                watch);
        long atReset = engine.created();
        while (!engine.isFinished() && engine.timestep() < 200_000) {
            engine.step();
        }
        assertTrue(engine.isFinished(), () -> baseline + " does not come to an end in " + experiment);
        assertEquals(experiment.tasks(), statistics.completed());
        assertEquals(statistics.completionTimeSum(), statistics.accumulationSum() + atReset);
        double bound = new CompletionBound(experiment.setting(), experiment.types())
                .meanCompletionTime(experiment.arrivals(random));
        assertTrue(
                bound >= 1 && bound <= statistics.meanCompletionTime(),
                () -> String.format(
                        Locale.ROOT,
                        "%s beats the bound %s with %s",
                        baseline,
                        bound,
                        statistics.meanCompletionTime()));
        EpisodeStatistics again = experiment.run(baseline.scheduler(experiment, random), random);
        assertEquals(statistics.completionTimeSum(), again.completionTimeSum());
        assertEquals(statistics.timesteps(), again.timesteps());
    }

    /** Optimus and Tiresias know CPUs and GPUs only; the others take any kinds. */
    private static int kinds(Baseline baseline, int number) {
        return baseline.name().startsWith("OPTIMUS") || baseline == Baseline.TIRESIAS ? 2 : 1 + number % 3;
    }

    private static ElasticExperiment experiment(UniformRandomProvider random, int kinds) {
        List<Units> capacities = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            capacities.add(units(random, Units.none(kinds), 3, 30));
        }
        List<TaskType> types = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Units minimum = units(random, Units.none(kinds), 1, 3);
            Units cap = units(random, minimum, 0, 9);
            types.add(new TaskType("type " + i, minimum, cap, progress(random, kinds), random.nextInt(2) * 0.2));
        }
        ElasticSetting setting = new ElasticSetting(
                capacities,
                1 + random.nextInt(10),
                ElasticSetting.Mode.values()[random.nextInt(2)],
                ElasticSetting.RefillOrder.values()[random.nextInt(2)],
                random.nextInt(3) * 0.5);
        return new ElasticExperiment(
                "random",
                setting,
                types,
                0.2 + 2 * random.nextDouble(),
                20 + random.nextInt(80),
                Eligibility.values()[random.nextInt(2)]);
    }

    /** Draws units of each kind: a base, plus something from low to below low and spread. */
    private static Units units(UniformRandomProvider random, Units base, int low, int spread) {
        int[] units = base.toArray();
        for (int kind = 0; kind < units.length; kind++) {
            units[kind] += low + random.nextInt(spread);
        }
        return Units.of(units);
    }

    private static ProgressModel progress(UniformRandomProvider random, int kinds) {
        return switch (random.nextInt(3)) {
            case 0 -> new ConstantProgress(0.1 + random.nextDouble());
            case 1 -> new TanhProgress(random.nextInt(kinds), 4 + random.nextInt(20), 1.2);
            default -> new ScalingProgress(random.nextInt(kinds), 1 + random.nextInt(20), random.nextDouble(), 0.01);
        };
    }

    /** Looks at every timestep. */
    private static final class Watch implements EpisodeObserver {
        private final EpisodeObserver inner;
        private final Map<Long, Integer> homes = new HashMap<>();

        Watch(EpisodeObserver inner) {
            this.inner = inner;
        }

        @Override
        public void decided(long timestep, List<Cluster> clusters) {
            Set<Long> running = new HashSet<>();
            for (Cluster cluster : clusters) {
                int[] held = new int[cluster.capacity().kinds()];
                for (ElasticTask task : cluster.running()) {
                    assertTrue(running.add(task.number()), "a task runs on two clusters");
                    assertEquals(cluster.number(), homes.computeIfAbsent(task.number(), key -> cluster.number()));
                    assertTrue(task.eligible().contains(cluster.number()), "a task runs where it may not");
                    assertTrue(task.type().cap().covers(task.units()), "a task holds more than its cap");
                    for (int kind = 0; kind < held.length; kind++) {
                        held[kind] += task.units().get(kind);
                    }
                }
                assertTrue(cluster.capacity().covers(Units.of(held)), "a capacity is exceeded");
                for (int kind = 0; kind < held.length; kind++) {
                    assertEquals(held[kind], cluster.used(kind));
                }
            }
            for (Cluster cluster : clusters) {
                for (ElasticTask task : cluster.pending()) {
                    assertTrue(!running.contains(task.number()), "a running task still waits somewhere");
                }
            }
        }

        @Override
        public void completed(ElasticTask task, long timestep) {
            inner.completed(task, timestep);
        }

        @Override
        public void passed(long timestep, long alive, List<Cluster> clusters) {
            inner.passed(timestep, alive, clusters);
        }
    }
}
