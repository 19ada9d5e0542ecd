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
 * {@link SpeedFit}.
 */
public final class OptimusScheduler extends PreemptiveScheduler {
    private static final int CPU = 0;
    private static final int GPU = 1;

    private final List<SpeedModel> models;

    /**
     * Makes the scheduler, for tasks with exactly the kinds CPU and GPU.
     *
     * @param setting to be scheduled
     * @param models one for each task type, by number
     * @throws io.github.virgasim.input.InvalidInputException if the setting has other than two kinds of resource
     */
    public OptimusScheduler(ElasticSetting setting, List<SpeedModel> models) {
        Checks.within(
                "kinds of resource under Optimus", setting.capacities().get(0).kinds(), 2, 2);
        this.models = List.copyOf(models);
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
        SpeedModel model = models.get(task.typeNumber());
        Units cap = task.type().cap();
        double left = 1 - task.progress();
        double now = left / model.speed(share[CPU], share[GPU]);
        double withCpu = left / model.speed(share[CPU] + 1, share[GPU]);
        double withGpu = left / model.speed(share[CPU], share[GPU] + 1);
        gains[CPU] = share[CPU] < cap.get(CPU) ? (now - withCpu) / share[CPU] : 0;
        gains[GPU] = share[GPU] < cap.get(GPU) ? (now - withGpu) / share[GPU] : 0;
    }
}
