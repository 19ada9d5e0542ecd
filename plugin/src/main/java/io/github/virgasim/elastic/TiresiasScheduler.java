// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Least attained service in two levels, preemptive: Tiresias (Gu et al., NSDI 2019) as TapFinger's runs had it.
 *
 * <p>The GPUs (kind 1) of a cluster are dealt one by one. The half of its tasks with the least attained GPU service, the
 * GPUs just dealt included, is the first level, the rest the second; inside a level earlier starts go first. A task that
 * holds its target gets no more. CPUs (kind 0) are then shared evenly between the tasks with a GPU. A cluster with n
 * tasks and G GPUs costs O(G n log n).
 */
public final class TiresiasScheduler extends PreemptiveScheduler {
    private static final int CPU = 0;
    private static final int GPU = 1;

    private final Target target;

    /** How many GPUs a task is to get. */
    public enum Target {
        /** The minimum of its type: TapFinger's single-task runs. */
        MINIMUM,
        /** The cap of its type: TapFinger's multi-task runs. */
        CAP
    }

    /**
     * Makes the scheduler, for tasks with exactly the kinds CPU and GPU.
     *
     * @param setting to be scheduled
     * @param target how many GPUs a task is to get
     * @throws io.github.virgasim.input.InvalidInputException if the setting has other than two kinds of resource
     */
    public TiresiasScheduler(ElasticSetting setting, Target target) {
        Checks.within(
                "kinds of resource under Tiresias", setting.capacities().get(0).kinds(), 2, 2);
        this.target = target;
    }

    @Override
    int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep) {
        int[][] shares = new int[tasks.size()][2];
        List<Integer> open = new ArrayList<>();
        for (int gpu = 0; gpu < cluster.capacity().get(GPU); gpu++) {
            open.clear();
            int next = next(tasks, shares, timestep, open);
            if (next < 0) {
                break;
            }
            shares[next][GPU]++;
        }
        shareCpus(cluster.capacity().get(CPU), tasks, shares);
        return shares;
    }

    private int next(List<ElasticTask> tasks, int[][] shares, long timestep, List<Integer> order) {
        for (int i = 0; i < tasks.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> isServed(tasks.get(i), shares[i])
                ? Long.MAX_VALUE
                : tasks.get(i).attained(GPU) + shares[i][GPU]));
        Comparator<Integer> earlierStart = Comparator.comparingLong(
                i -> tasks.get(i).start() < 0 ? timestep : tasks.get(i).start());
        int half = order.size() / 2;
        order.subList(0, half).sort(earlierStart);
        order.subList(half, order.size()).sort(earlierStart);
        for (int i : order) {
            if (!isServed(tasks.get(i), shares[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean isServed(ElasticTask task, int[] share) {
        TaskType type = task.type();
        return share[GPU] >= (target == Target.CAP ? type.cap() : type.minimum()).get(GPU);
    }

    private static void shareCpus(int cpus, List<ElasticTask> tasks, int[][] shares) {
        int holders = 0;
        for (int[] share : shares) {
            holders += share[GPU] > 0 ? 1 : 0;
        }
        int left = cpus;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i][GPU] > 0) {
                shares[i][CPU] =
                        Math.min(cpus / holders, tasks.get(i).type().cap().get(CPU));
                left -= shares[i][CPU];
            }
        }
        for (int i = 0; i < shares.length; i++) {
            if (left > 0
                    && shares[i][GPU] > 0
                    && shares[i][CPU] < tasks.get(i).type().cap().get(CPU)) {
                shares[i][CPU]++;
                left--;
            }
        }
    }
}
