// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ConstantProgress;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.SpeedModel;
import io.github.virgasim.elastic.TanhProgress;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The experiments of TapFinger's evaluation (paper section 5) with the settings of their published runs.
 *
 * <p>Kind 0 is the CPU, kind 1 the GPU. All have 10 pending slots and draw types evenly.
 */
public final class TapFinger {
    private static final int TASKS_PER_CLUSTER = 64;
    private static final double NOISE = 0.2;
    private static final Units MINIMUM = Units.of(2, 1);
    private static final Units LARGE = Units.of(16, 16);
    private static final Units TRACED = Units.of(32, 16);

    private TapFinger() {}

    /**
     * Synthetic tasks, single-task scheduling: figures 5, 6 and 8.
     *
     * @param clusters 3 or 6 in the paper
     * @param rate tasks per timestep; 2 with 3 clusters; 4, 3 or 2 with 6
     * @param fidelity order of refill and draw of eligible clusters
     * @return the experiment
     */
    public static ElasticExperiment synthetic(int clusters, double rate, Fidelity fidelity) {
        return experiment(
                "synthetic",
                setting(Collections.nCopies(clusters, LARGE), ElasticSetting.Mode.SINGLE_TASK, fidelity),
                syntheticTypes(NOISE),
                rate,
                (long) TASKS_PER_CLUSTER * clusters,
                fidelity);
    }

    /**
     * Synthetic tasks without noise, multi-task scheduling, 3 clusters: figures 11 and 13.
     *
     * @param fidelity order of refill, draw of eligible clusters and rate of arrivals
     * @return the experiment
     */
    public static ElasticExperiment multiTask(Fidelity fidelity) {
        return multiTask(
                "multiple-gamma=1",
                Collections.nCopies(3, LARGE),
                fidelity.multiTaskRate(),
                syntheticTypes(0),
                fidelity);
    }

    /**
     * The same on six clusters of different sizes: figure 12.
     *
     * @param fidelity order of refill and draw of eligible clusters
     * @return the experiment
     */
    public static ElasticExperiment heterogeneous(Fidelity fidelity) {
        List<Units> capacities = new ArrayList<>();
        for (int units : new int[] {4, 8, 12, 16, 24, 32}) {
            capacities.add(Units.of(units, units));
        }
        return multiTask("hetero_6_agent", capacities, 6, syntheticTypes(0), fidelity);
    }

    /**
     * Short and long tasks that no resource speeds up, the test of the pointer network: figure 14.
     *
     * @param fidelity order of refill, draw of eligible clusters, rate of arrivals and length of the long task
     * @return the experiment
     */
    public static ElasticExperiment shortAndLong(Fidelity fidelity) {
        Units minimum = Units.of(3, 3);
        List<TaskType> types = List.of(
                new TaskType("short", minimum, LARGE, new ConstantProgress(1), 0),
                new TaskType("long", minimum, LARGE, new ConstantProgress(fidelity.longGain()), 0));
        return multiTask("SJF-test", Collections.nCopies(3, LARGE), fidelity.multiTaskRate(), types, fidelity);
    }

    /**
     * Tasks with measured training curves, single-task scheduling: figures 9 and 10.
     *
     * @param clusters 3 or 6 in the paper
     * @param tasks of an episode; 500 to 8000 in the paper
     * @param types for example from {@link TracedTypes}
     * @param fidelity order of refill and draw of eligible clusters
     * @return the experiment, with half a task per timestep and cluster
     */
    public static ElasticExperiment traced(int clusters, long tasks, List<TaskType> types, Fidelity fidelity) {
        return experiment(
                "trace_" + tasks,
                setting(Collections.nCopies(clusters, TRACED), ElasticSetting.Mode.SINGLE_TASK, fidelity),
                types,
                clusters / 2.0,
                tasks,
                fidelity);
    }

    /**
     * Tasks with measured durations in containers, multi-task scheduling, 3 clusters with few GPUs: an experiment published
     * with the code, without a figure in the paper. A change of allocation costs half a timestep.
     *
     * @param types for example from {@link TracedTypes#containers}
     * @param fidelity order of refill and draw of eligible clusters
     * @return the experiment
     */
    public static ElasticExperiment containers(List<TaskType> types, Fidelity fidelity) {
        List<Units> capacities = List.of(Units.of(16, 4), Units.of(16, 4), Units.of(16, 8));
        ElasticSetting free = setting(capacities, ElasticSetting.Mode.MULTI_TASK, fidelity);
        ElasticSetting setting = new ElasticSetting(capacities, free.pendingSlots(), free.mode(), free.refill(), 0.5);
        return experiment("container_version", setting, types, 1, 200, fidelity);
    }

    /**
     * Optimus's models in the published runs of {@link #traced}: fitted to the synthetic tasks with swapped axes on the
     * grid of 16 CPUs and 8 GPUs, and for audio to no speed at all, so that audio never gets more than its minimum.
     *
     * @return one model for each of mnist, lm and audio
     */
    public static List<SpeedModel> tracedOptimusAsPublished() {
        return List.of(
                new SpeedModel(0.14165, 4.46693, 0, 0.00308, 0.00131),
                new SpeedModel(1.99221, 2.5586, 0.00029, 0.04558, 0.05365),
                new SpeedModel(1, 1, 1, 1, 1));
    }

    /**
     * The insensitive image task (type 0) and the sensitive language task (type 1).
     *
     * @param noise full width of the noise on each gain; 0.2 in single-task experiments, 0 in multi-task ones
     * @return two types with minimum (2, 1) and cap (16, 16)
     */
    public static List<TaskType> syntheticTypes(double noise) {
        return List.of(
                new TaskType("insensitive", MINIMUM, LARGE, new ConstantProgress(0.25), noise),
                new TaskType("sensitive", MINIMUM, LARGE, new TanhProgress(1, 16, 1.2), noise));
    }

    private static ElasticExperiment multiTask(
            String name, List<Units> capacities, double rate, List<TaskType> types, Fidelity fidelity) {
        return experiment(
                name,
                setting(capacities, ElasticSetting.Mode.MULTI_TASK, fidelity),
                types,
                rate,
                (long) TASKS_PER_CLUSTER * capacities.size(),
                fidelity);
    }

    private static ElasticSetting setting(List<Units> capacities, ElasticSetting.Mode mode, Fidelity fidelity) {
        ElasticSetting paper = new ElasticSetting(capacities, mode);
        return new ElasticSetting(capacities, paper.pendingSlots(), mode, fidelity.refill(), paper.switchWeight());
    }

    private static ElasticExperiment experiment(
            String name, ElasticSetting setting, List<TaskType> types, double rate, long tasks, Fidelity fidelity) {
        return new ElasticExperiment(name, setting, types, rate, tasks, fidelity.eligibility());
    }
}
