// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shares worked out by hand. */
class SchedulersTest {
    private static final Units CAP = Units.of(16, 16);

    /** The example of Ghodsi et al., section 4.1: 9 CPUs and 18 GB, demands (1, 4) and (3, 1). */
    @Test
    void dominantSharesBecomeEqual() {
        Cluster cluster = new Cluster(0, Units.of(9, 18), 2);
        List<ElasticTask> tasks =
                tasks(type(Units.of(1, 4), new ConstantProgress(1)), type(Units.of(3, 1), new ConstantProgress(1)));
        assertArrayEquals(new int[][] {{3, 12}, {6, 2}}, new DominantShareScheduler().share(cluster, tasks, 0));
    }

    /** The short task gets its minimum only, as more does not help it; the long one gets all GPUs and no more CPUs. */
    @Test
    void shortestRemainingGivesUnitsWhereTheyHelp() {
        Cluster cluster = new Cluster(0, Units.of(16, 8), 2);
        TaskType constant = type(Units.of(2, 1), new ConstantProgress(0.5));
        TaskType scaling = type(Units.of(2, 1), new ScalingProgress(1, 100, 0, 0));
        assertArrayEquals(
                new int[][] {{2, 7}, {2, 1}},
                new ShortestRemainingScheduler().share(cluster, tasks(scaling, constant), 0));
        assertEquals(
                constant,
                new ShortestRemainingScheduler()
                        .candidate(cluster, tasks(scaling, constant))
                        .type());
    }

    /** Two minimums do not fit, so the shorter task takes the place of the longer one. */
    @Test
    void shortestRemainingPreempts() {
        Cluster cluster = new Cluster(0, Units.of(3, 3), 2);
        TaskType slow = type(Units.of(2, 1), new ConstantProgress(0.1));
        TaskType fast = type(Units.of(2, 1), new ConstantProgress(0.5));
        assertArrayEquals(
                new int[][] {{0, 0}, {2, 1}}, new ShortestRemainingScheduler().share(cluster, tasks(slow, fast), 0));
    }

    /** With one task all its GPUs; with four the GPUs one each and the CPUs evenly, the rest one by one. */
    @Test
    void tiresiasDealsGpusAndSharesCpus() {
        Cluster cluster = new Cluster(0, Units.of(10, 4), 2);
        TaskType type = type(Units.of(2, 1), new ConstantProgress(0.5));
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.MULTI_TASK, cluster.capacity());
        TiresiasScheduler toTheCap = new TiresiasScheduler(setting, TiresiasScheduler.Target.CAP);
        assertArrayEquals(new int[][] {{10, 4}}, toTheCap.share(cluster, tasks(type), 0));
        assertArrayEquals(
                new int[][] {{3, 1}, {3, 1}, {2, 1}, {2, 1}},
                toTheCap.share(cluster, tasks(type, type, type, type), 0));
        TiresiasScheduler toTheMinimum = new TiresiasScheduler(setting, TiresiasScheduler.Target.MINIMUM);
        assertArrayEquals(new int[][] {{5, 1}, {5, 1}}, toTheMinimum.share(cluster, tasks(type, type), 0));
    }

    /** Speed 1 / (4 / GPUs + CPUs): GPUs help, CPUs harm. */
    @Test
    void optimusFollowsItsModel() {
        Cluster cluster = new Cluster(0, Units.of(10, 4), 2);
        TaskType type = type(Units.of(2, 1), new ConstantProgress(0.5));
        OptimusScheduler optimus = new OptimusScheduler(
                Small.setting(ElasticSetting.Mode.MULTI_TASK, cluster.capacity()),
                List.of(new SpeedModel(4, 0, 0, 0, 1), new SpeedModel(8, 0, 0, 0, 1)));
        // Second task: 8 - 4 = 4 for its second GPU, then 1.33 / 2 for its third; first: 4 - 2 = 2 for its second.
        assertArrayEquals(new int[][] {{2, 2}, {2, 2}}, optimus.share(cluster, tasks(type, type), 0));
    }

    /** No unit helps the constant task; 10 GPUs make the sensitive one last 2 timesteps, more only spare a fraction. */
    @Test
    void exactOptimusKnowsWhatUnitsAreWorth() {
        Cluster cluster = new Cluster(0, Units.of(16, 8), 2);
        TaskType constant = type(Units.of(2, 1), new ConstantProgress(0.25));
        TaskType sensitive = type(Units.of(2, 1), new TanhProgress(1, 16, 1.2));
        OptimusScheduler optimus =
                OptimusScheduler.exact(Small.setting(ElasticSetting.Mode.MULTI_TASK, cluster.capacity()));
        assertArrayEquals(new int[][] {{2, 1}, {2, 7}}, optimus.share(cluster, tasks(constant, sensitive), 0));
        assertEquals(4, RemainingTime.exact(constant, Units.of(2, 1), 0), 1e-9);
        assertEquals(2.5, RemainingTime.exact(constant, Units.of(2, 1), 0.375), 1e-9);
    }

    @Test
    void goodputIsSharedEvenlyBetweenEqualTasks() {
        Cluster cluster = new Cluster(0, Units.of(8, 8), 2);
        TaskType sensitive = type(Units.of(2, 1), new TanhProgress(1, 16, 1.2));
        GoodputScheduler goodput =
                new GoodputScheduler(Small.setting(ElasticSetting.Mode.MULTI_TASK, cluster.capacity()));
        assertArrayEquals(new int[][] {{2, 4}, {2, 4}}, goodput.share(cluster, tasks(sensitive, sensitive), 0));
        TaskType constant = type(Units.of(2, 1), new ConstantProgress(0.25));
        assertArrayEquals(new int[][] {{2, 7}, {2, 1}}, goodput.share(cluster, tasks(sensitive, constant), 0));
        assertArrayEquals(new int[0][], goodput.share(cluster, tasks(), 0));
    }

    /** A task with 7 of 8 GPUs: a second one takes some of them unless the change costs as much as the task still lasts. */
    @Test
    void goodputWeighsWhatAChangeCosts() {
        TaskType even = type(Units.of(2, 1), new ScalingProgress(1, 3, 0, 0));
        for (double weight : new double[] {1, 0}) {
            ElasticSetting setting = new ElasticSetting(
                    List.of(Units.of(8, 8)),
                    4,
                    ElasticSetting.Mode.MULTI_TASK,
                    ElasticSetting.RefillOrder.QUEUE_FIRST,
                    weight);
            Cluster cluster = new Cluster(0, Units.of(8, 8), 2);
            List<ElasticTask> tasks = tasks(even, even);
            cluster.offer(tasks.get(0));
            cluster.withdraw(tasks.get(0));
            cluster.start(tasks.get(0), 0);
            cluster.resize(tasks.get(0), Units.of(2, 6));
            int[][] shares = new GoodputScheduler(setting).share(cluster, tasks, 0);
            assertArrayEquals(weight == 1 ? new int[][] {{2, 4}, {2, 4}} : new int[][] {{2, 6}, {2, 2}}, shares);
        }
    }

    /** On its cap the task would be slower than on 2 units, with which it is the shorter one. */
    @Test
    void shortestRemainingDoesNotLookBeyondTheKnee() {
        TaskType knee = type(Units.of(2, 1), new ScalingProgress(1, 4, 0, 1));
        TaskType constant = type(Units.of(2, 1), new ConstantProgress(0.25));
        assertTrue(knee.progress().gain(CAP, 0) < 0.25);
        assertEquals(
                knee,
                new ShortestRemainingScheduler()
                        .candidate(new Cluster(0, CAP, 2), tasks(constant, knee))
                        .type());
    }

    @Test
    void boundIsMetByOneTaskAtATime() {
        TaskType type = new TaskType("t", Units.of(2), Units.of(2), new ConstantProgress(0.25), 0);
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.MULTI_TASK, Units.of(2));
        CompletionBound bound = new CompletionBound(setting, List.of(type));
        assertEquals(4, bound.meanCompletionTime(Small.atOnce(1, 1, 0)), 1e-9);
        // Three tasks need the whole cluster one after another: 4, 8 and 12 timesteps.
        assertEquals(8, bound.meanCompletionTime(Small.atOnce(3, 1, 0)), 1e-9);
    }

    /** A task of 10 timesteps is interrupted by one of 2 that arrives in timestep 3: 12 and 2. */
    @Test
    void boundInterruptsLongTasks() {
        Units two = Units.of(2);
        List<TaskType> types = List.of(
                new TaskType("long", two, two, new ConstantProgress(1 / 10.0), 0),
                new TaskType("short", two, two, new ConstantProgress(1 / 2.0), 0));
        RecordedArrivals arrivals = new RecordedArrivals(
                List.of(
                        new RecordedArrivals.Timed(0, new Arrival(0, List.of(0))),
                        new RecordedArrivals.Timed(3, new Arrival(1, List.of(0)))),
                2,
                1);
        CompletionBound bound = new CompletionBound(Small.setting(ElasticSetting.Mode.MULTI_TASK, two), types);
        assertEquals((12 + 2) / 2.0, bound.meanCompletionTime(arrivals), 1e-9);
    }

    @Tag("slow")
    @Test
    void noBaselineBeatsTheBound() {
        for (ElasticExperiment experiment : List.of(
                TapFinger.synthetic(3, 2, Fidelity.PAPER),
                TapFinger.multiTask(Fidelity.PAPER),
                TapFinger.heterogeneous(Fidelity.PAPER),
                TapFinger.shortAndLong(Fidelity.PAPER))) {
            RandomStreams random = new RandomStreams(11);
            double bound = new CompletionBound(experiment.setting(), experiment.types())
                    .meanCompletionTime(experiment.arrivals(random));
            for (Baseline baseline : Baseline.values()) {
                double mean = experiment
                        .run(baseline.scheduler(experiment, random), random)
                        .meanCompletionTime();
                assertTrue(
                        mean >= bound,
                        () -> String.format(
                                Locale.ROOT, "%s in %s: %s < %s", baseline, experiment.name(), mean, bound));
            }
        }
    }

    private static TaskType type(Units minimum, ProgressModel progress) {
        return new TaskType("task", minimum, CAP, progress, 0);
    }

    /** Tasks whose type numbers are their places. */
    private static List<ElasticTask> tasks(TaskType... types) {
        List<ElasticTask> tasks = new ArrayList<>();
        for (TaskType type : types) {
            tasks.add(new ElasticTask(tasks.size(), new Arrival(tasks.size(), List.of(0)), type, 0));
        }
        return tasks;
    }
}
