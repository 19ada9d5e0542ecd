// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Episodes small enough to be worked out by hand. */
class ElasticEngineTest {
    private static final Units ONE = Units.of(1);
    private static final TaskType STEP = Small.type(ONE, Units.of(4), 1);

    /** Starts the first pending task of each cluster with one unit if that is free. */
    private static final ElasticScheduler FIRST =
            (view, plan) -> view.clusters().forEach(cluster -> {
                if (!cluster.pending().isEmpty() && cluster.free().covers(ONE)) {
                    plan.start(cluster.number(), cluster.pending().get(0), ONE);
                }
            });

    /** One slot: task 0 runs, task 1 is queued, task 2 arrives when the slot is free. */
    @ParameterizedTest
    @EnumSource(ElasticSetting.RefillOrder.class)
    void arrivalsPassTheQueueInThePublishedRunsOnly(ElasticSetting.RefillOrder refill) {
        ElasticSetting setting = new ElasticSetting(List.of(ONE), 1, ElasticSetting.Mode.SINGLE_TASK, refill, 1);
        Arrival arrival = new Arrival(0, List.of(0));
        RecordedArrivals tasks = new RecordedArrivals(
                List.of(
                        new RecordedArrivals.Timed(0, arrival),
                        new RecordedArrivals.Timed(0, arrival),
                        new RecordedArrivals.Timed(1, arrival)),
                1,
                1);
        List<Long> order = new ArrayList<>();
        EpisodeObserver observer = new EpisodeObserver() {
            @Override
            public void completed(ElasticTask task, long timestep) {
                order.add(task.number());
            }
        };
        new ElasticEngine(setting, List.of(STEP), tasks, FIRST, new RandomStreams(1).stream("noise"), observer).run();
        assertEquals(
                refill == ElasticSetting.RefillOrder.QUEUE_FIRST ? List.of(0L, 1L, 2L) : List.of(0L, 2L, 1L), order);
    }

    @ParameterizedTest
    @EnumSource(ElasticSetting.Mode.class)
    void aClusterStartsOneTaskOrManyInATimestep(ElasticSetting.Mode mode) {
        EpisodeStatistics statistics =
                Small.run(Small.setting(mode, Units.of(3)), List.of(STEP), Small.atOnce(3, 1, 0), FIRST);
        boolean single = mode == ElasticSetting.Mode.SINGLE_TASK;
        assertEquals(single ? 1 + 2 + 3 : 3, statistics.completionTimeSum());
        assertEquals(single ? 3 : 1, statistics.timesteps());
        assertEquals(single ? 3 : 1, statistics.completionTimeQuantile(1));
        assertEquals(single ? 2 : 1, statistics.completionTimeQuantile(0.5));
        assertEquals(single ? 2 + 1 : 0, statistics.accumulationSum());
        assertEquals(single ? 2 : 0, statistics.largestAccumulation());
        assertEquals(0, statistics.meanUsed(0, 0));
    }

    /** Gain 0.25, allocation changed before the second and the third timestep: 0.25 + 0.125 + 0.125 + 0.25 + 0.25. */
    @Test
    void changingAnAllocationCostsTheSwitchWeight() {
        ElasticSetting setting = new ElasticSetting(
                List.of(Units.of(4)), 1, ElasticSetting.Mode.SINGLE_TASK, ElasticSetting.RefillOrder.QUEUE_FIRST, 0.5);
        ElasticScheduler twice = (view, plan) -> {
            Cluster cluster = view.clusters().get(0);
            if (view.timestep() == 0) {
                plan.start(0, cluster.pending().get(0), ONE);
            } else if (view.timestep() <= 2) {
                plan.resize(cluster.running().get(0), Units.of((int) view.timestep() + 1));
            }
        };
        TaskType quarter = Small.type(ONE, Units.of(4), 0.25);
        assertEquals(
                5,
                Small.run(setting, List.of(quarter), Small.atOnce(1, 1, 0), twice)
                        .completionTimeSum());
    }

    /** A preempted task keeps its progress and its place: half, nothing, half. */
    @Test
    void aPreemptedTaskMakesNoProgress() {
        ElasticScheduler pause = (view, plan) -> {
            Cluster cluster = view.clusters().get(0);
            if (view.timestep() == 0) {
                plan.start(0, cluster.pending().get(0), ONE);
            } else {
                plan.resize(cluster.running().get(0), view.timestep() == 1 ? Units.none(1) : ONE);
            }
        };
        EpisodeStatistics statistics = Small.run(
                Small.setting(ElasticSetting.Mode.SINGLE_TASK, ONE),
                List.of(Small.type(ONE, ONE, 0.5)),
                Small.atOnce(1, 1, 0),
                pause);
        assertEquals(3, statistics.completionTimeSum());
        assertEquals(1 / 3.0, statistics.meanUsed(0, 0), 1e-12);
    }

    @Test
    void whatIsNotChosenIsAsInThePaper() {
        assertEquals(
                new ElasticExperiment(
                        "x", new ElasticSetting(List.of(ONE), ElasticSetting.Mode.SINGLE_TASK), List.of(STEP), 1, 1),
                new ElasticExperiment(
                        "x",
                        new ElasticSetting(
                                List.of(ONE),
                                10,
                                ElasticSetting.Mode.SINGLE_TASK,
                                ElasticSetting.RefillOrder.QUEUE_FIRST,
                                0.5),
                        List.of(STEP),
                        1,
                        1,
                        Eligibility.BANDWIDTH));
        assertEquals(1, new ElasticSetting(List.of(ONE), ElasticSetting.Mode.MULTI_TASK).switchWeight());
        assertEquals(PowerLawProgress.Rule.DIFFERENCE, new PowerLawProgress(Map.of()).rule());
    }

    @Test
    void impossiblePlansAreRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> step((view, plan) -> {
                    ElasticTask task = view.clusters().get(0).pending().get(0);
                    plan.start(0, task, ONE);
                    plan.start(1, task, ONE);
                }));
        assertThrows(
                IllegalStateException.class,
                () -> step((view, plan) ->
                        plan.start(0, view.clusters().get(0).pending().get(0), Units.of(4))));
        assertThrows(
                IllegalArgumentException.class,
                () -> step((view, plan) ->
                        plan.start(0, view.clusters().get(0).pending().get(0), Units.of(5))));
        assertThrows(
                IllegalArgumentException.class,
                () -> step((view, plan) ->
                        plan.start(0, view.clusters().get(0).pending().get(0), Units.none(1))));
        assertThrows(
                IllegalArgumentException.class,
                () -> step((view, plan) ->
                        plan.resize(view.clusters().get(0).pending().get(0), ONE)));
    }

    private static void step(ElasticScheduler scheduler) {
        new ElasticEngine(
                        Small.setting(ElasticSetting.Mode.SINGLE_TASK, Units.of(3), Units.of(3)),
                        List.of(STEP),
                        Small.atOnce(1, 2, 0, 1),
                        scheduler,
                        new RandomStreams(1).stream("noise"),
                        new EpisodeStatistics())
                .step();
    }
}
