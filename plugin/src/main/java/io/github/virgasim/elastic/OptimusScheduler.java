// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.List;

/**
 * Greedy marginal gain on a fitted speed model, preemptive: Optimus (Peng et al., EuroSys 2018) as TapFinger ran it.
 *
 * <p>Every task of a cluster gets its minimum. Then one unit after another goes where it shortens the remaining time
 * most, divided by the units held of that kind already; the first of equal gains wins. A cluster with n tasks and U
 * units costs O(U n). Whether the scheduler is the published one or the corrected one depends on the models: see
 * {@link SpeedFit}. With exact remaining times it is what a perfect model would make of it.
 */
public final class OptimusScheduler extends PreemptiveScheduler {
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
    public OptimusScheduler(ElasticSetting setting, List<SpeedModel> models) {
        this(setting, RemainingTime.fitted(List.copyOf(models)));
    }

    private OptimusScheduler(ElasticSetting setting, RemainingTime remaining) {
        Checks.within(
                "kinds of resource under Optimus", setting.capacities().get(0).kinds(), 2, 2);
        this.remaining = remaining;
    }

    /**
     * Makes the scheduler with the true remaining time of every task, but for noise, in place of fitted models.
     *
     * @param setting to be scheduled
     * @return the scheduler
     * @throws io.github.virgasim.input.InvalidInputException if the setting has other than two kinds of resource
     */
    public static OptimusScheduler exact(ElasticSetting setting) {
        return new OptimusScheduler(setting, RemainingTime.exact());
    }

    @Override
    int[][] share(Cluster cluster, List<ElasticTask> tasks, long timestep) {
        int[][] shares = new int[tasks.size()][];
        int[] free = cluster.capacity().toArray();
        double[][] gains = new double[tasks.size()][2];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = tasks.get(i).type().minimum().toArray();
            free[CPU] -= shares[i][CPU];
            free[GPU] -= shares[i][GPU];
            weigh(tasks.get(i), shares[i], gains[i]);
        }
        while (true) {
            int best = -1;
            int bestKind = -1;
            double largest = 0;
            for (int i = 0; i < shares.length; i++) {
                for (int kind = CPU; kind <= GPU; kind++) {
                    if (free[kind] > 0 && gains[i][kind] > largest) {
                        best = i;
                        bestKind = kind;
                        largest = gains[i][kind];
                    }
                }
            }
            if (best < 0) {
                return shares;
            }
            shares[best][bestKind]++;
            free[bestKind]--;
            weigh(tasks.get(best), shares[best], gains[best]);
        }
    }

    private void weigh(ElasticTask task, int[] share, double[] gains) {
        double now = remaining.steps(task, share);
        for (int kind = CPU; kind <= GPU; kind++) {
            gains[kind] = 0;
            if (share[kind] < task.type().cap().get(kind)) {
                share[kind]++;
                double less = now - remaining.steps(task, share);
                share[kind]--;
                gains[kind] = less / share[kind];
            }
        }
    }
}
