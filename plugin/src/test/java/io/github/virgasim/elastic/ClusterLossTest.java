// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster is lost in the middle of an episode. */
class ClusterLossTest {
    private static final Units ONE = Units.of(1);
    /** Two timesteps. */
    private static final TaskType HALF = Small.type(ONE, ONE, 0.5);

    private static final ElasticScheduler FIRST =
            (view, plan) -> view.clusters().forEach(cluster -> {
                if (!cluster.pending().isEmpty() && cluster.free().covers(ONE)) {
                    plan.start(cluster.number(), cluster.pending().get(0), ONE);
                }
            });

    private final Map<Long, Long> completed = new TreeMap<>();

    private ElasticEngine engine(ArrivalProcess arrivals, Units... capacities) {
        return new ElasticEngine(
                Small.setting(ElasticSetting.Mode.SINGLE_TASK, capacities),
                List.of(HALF),
                arrivals,
                FIRST,
                new RandomStreams(1).stream("noise"),
                new EpisodeObserver() {
                    @Override
                    public void completed(ElasticTask task, long timestep) {
                        completed.put(task.number(), timestep);
                    }
                });
    }

    private static RecordedArrivals.Timed task(long timestep, Integer... clusters) {
        return new RecordedArrivals.Timed(timestep, new Arrival(0, List.of(clusters)));
    }

    /**
     * Task 0 runs on the cluster that is lost after its first timestep and begins again elsewhere, behind task 1, which runs
     * there already. Task 2 waited for the lost cluster only, task 3 arrives for it only: both go to the other one.
     */
    @Test
    void tasksBeginAgainOnTheClustersThatAreLeft() {
        ElasticEngine engine =
                engine(new RecordedArrivals(List.of(task(0, 1), task(0, 0), task(0, 1), task(2, 1)), 1, 2), ONE, ONE);
        engine.step();
        assertEquals(0.5, engine.clusters().get(1).running().get(0).progress());
        engine.lose(1);
        Cluster lost = engine.clusters().get(1);
        assertEquals(Units.none(1), lost.capacity());
        assertEquals(Units.none(1), lost.free());
        assertTrue(lost.running().isEmpty() && lost.pending().isEmpty());
        ElasticTask again = engine.clusters().get(0).pending().get(0);
        assertEquals(0, again.progress());
        assertEquals(0, again.attained(0));
        assertEquals(-1, again.start());
        assertEquals(List.of(0), again.eligible());
        engine.run();
        assertEquals(Map.of(1L, 1L, 0L, 3L, 2L, 5L, 3L, 7L), completed);
    }

    /** A task that waits for two clusters keeps its place in the one that is left. */
    @Test
    void waitingTasksKeepTheirOtherClusters() {
        ElasticEngine engine = engine(
                new RecordedArrivals(List.of(task(0, 0), task(0, 0, 1), task(0, 0, 2), task(5, 0, 1)), 1, 3),
                ONE,
                ONE,
                ONE);
        engine.lose(1);
        engine.lose(2);
        assertEquals(
                List.of(0L, 1L, 2L),
                engine.clusters().get(0).pending().stream()
                        .map(ElasticTask::number)
                        .toList());
        engine.run();
        assertEquals(Map.of(0L, 1L, 1L, 3L, 2L, 5L, 3L, 7L), completed);
    }

    @Test
    void theLastClusterCannotBeLost() {
        ElasticEngine engine = engine(Small.atOnce(1, 2, 0), ONE, ONE);
        assertThrows(IllegalArgumentException.class, () -> engine.lose(2));
        engine.lose(1);
        assertThrows(IllegalArgumentException.class, () -> engine.lose(1));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> engine.lose(0));
        assertEquals(
                "a cluster to be lost must be one of 2, not lost yet and not the last, was 0 with [1] lost",
                e.getMessage());
        engine.run();
        assertEquals(Map.of(0L, 1L), completed);
    }

    /** Every scheduler goes on without the cluster and completes every task; a copy of the engine knows of the loss. */
    @ParameterizedTest
    @EnumSource(Baseline.class)
    void everySchedulerGoesOn(Baseline baseline) {
        for (ElasticExperiment experiment :
                List.of(TapFinger.synthetic(3, 2, Fidelity.PUBLISHED), TapFinger.heterogeneous(Fidelity.PUBLISHED))) {
            RandomStreams random = new RandomStreams(3);
            EpisodeStatistics statistics = new EpisodeStatistics();
            int last = experiment.setting().capacities().size() - 1;
            ElasticEngine engine = new ElasticEngine(
                    experiment.setting(),
                    experiment.types(),
                    experiment.arrivals(random),
                    baseline.scheduler(experiment, random),
                    random.stream("noise"),
                    statistics);
            while (engine.timestep() < 20) {
                engine.step();
            }
            engine.lose(last);
            ElasticEngine copy =
                    engine.copy(experiment.arrivals(random), FIRST, random.stream("noise"), new EpisodeObserver() {});
            assertThrows(IllegalArgumentException.class, () -> copy.lose(last));
            while (!engine.isFinished()) {
                engine.step();
                assertTrue(engine.clusters().get(last).running().isEmpty());
            }
            assertEquals(experiment.tasks(), statistics.completed());
        }
    }
}
