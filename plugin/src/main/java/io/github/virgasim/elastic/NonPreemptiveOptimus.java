// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Optimus without preemption, as TapFinger's runs with containers had it: the units of the whole cluster are dealt to the
 * pending tasks by marginal gain, and the task with most GPUs starts. A cluster with n pending tasks and U units costs
 * O(U n).
 *
 * <p>Units are dealt as long as none lengthens the remaining time by as much as a timestep for each unit held already. If
 * the task then holds more than one GPU, it does without one unit of the kind that was dealt last.
 */
public final class NonPreemptiveOptimus extends NonPreemptiveScheduler {
    private static final int CPU = 0;
    private static final int GPU = 1;

    private final RemainingTime remaining;

    /**
     * Makes the scheduler, for tasks with exactly the kinds CPU and GPU.
     *
     * @param setting to be scheduled
     * @param models one for each task type, by number
     * @throws io.github.virgasim.input.InvalidInputException if the setting has other than two kinds of resource
     */
    public NonPreemptiveOptimus(ElasticSetting setting, List<SpeedModel> models) {
        Checks.within(
                "kinds of resource under Optimus", setting.capacities().get(0).kinds(), 2, 2);
        remaining = RemainingTime.fitted(List.copyOf(models));
    }

    @Override
    Proposal choose(Cluster cluster, List<ElasticTask> pending, Set<ElasticTask> taken) {
        List<ElasticTask> tasks = new ArrayList<>(pending);
        tasks.removeAll(taken);
        int[][] shares = new int[tasks.size()][];
        int[] free = cluster.capacity().toArray();
        for (int i = 0; i < shares.length; i++) {
            shares[i] = tasks.get(i).type().minimum().toArray();
            free[CPU] -= shares[i][CPU];
            free[GPU] -= shares[i][GPU];
        }
        int last = deal(tasks, shares, free);
        int most = 0;
        for (int i = 1; i < shares.length; i++) {
            most = shares[i][GPU] > shares[most][GPU] ? i : most;
        }
        ElasticTask task = tasks.get(most);
        if (last >= 0
                && shares[most][GPU] > 1
                && shares[most][last] > task.type().minimum().get(last)) {
            shares[most][last]--;
        }
        return new Proposal(cluster.number(), task, 1, limited(shares[most], cluster, task));
    }

    /** Deals unit after unit; returns the kind of the last one, -1 if there was none. */
    private int deal(List<ElasticTask> tasks, int[][] shares, int[] free) {
        int last = -1;
        while (true) {
            int best = -1;
            int bestKind = -1;
            double largest = -1;
            for (int i = 0; i < shares.length; i++) {
                double now = remaining.steps(tasks.get(i), shares[i]);
                for (int kind = CPU; kind <= GPU; kind++) {
                    if (free[kind] > 0
                            && shares[i][kind] < tasks.get(i).type().cap().get(kind)) {
                        shares[i][kind]++;
                        double gain = now - remaining.steps(tasks.get(i), shares[i]);
                        shares[i][kind]--;
                        if (gain / shares[i][kind] > largest) {
                            largest = gain / shares[i][kind];
                            best = i;
                            bestKind = kind;
                        }
                    }
                }
            }
            if (best < 0) {
                return last;
            }
            shares[best][bestKind]++;
            free[bestKind]--;
            last = bestKind;
        }
    }
}
