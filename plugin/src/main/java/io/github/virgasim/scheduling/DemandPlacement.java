// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.Names;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Loads what is missed: for every class of which queries were rejected since the last decision, one more instance that can
 * serve it, on the worker with the lowest utilisation; equals come in the order of their names. Where memory is short, instances without load or
 * queries make way. Nothing is evicted for any other reason. Our choice; O(classes x instances) for a decision.
 */
public final class DemandPlacement implements PlacementPolicy {
    private final double period;
    private long[] rejected;

    /**
     * Makes the policy for one run.
     *
     * @param period time between decisions [s], positive
     */
    public DemandPlacement(double period) {
        this.period = Checks.positive("placement period [s]", period);
    }

    @Override
    public double period() {
        return period;
    }

    @Override
    public void place(Monitoring monitoring, Deployment deployment) {
        int classes = monitoring.classes().size();
        long[] now = IntStream.range(0, classes).mapToLong(monitoring::rejected).toArray();
        long[] missed = now.clone();
        for (int k = 0; rejected != null && k < classes; k++) {
            missed[k] -= rejected[k];
        }
        rejected = now;
        IntStream.range(0, classes)
                .filter(k -> missed[k] > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer k) -> -missed[k])
                        .thenComparing(k -> monitoring.classes().get(k).name(), Names.ORDER))
                .forEach(k -> loadFor(monitoring.classes().get(k), monitoring, deployment));
    }

    private static void loadFor(StreamClass streamClass, Monitoring monitoring, Deployment deployment) {
        monitoring.topology().instances().stream()
                .filter(i -> !deployment.stays(i.index()) && monitoring.isUp(i.workerIndex()))
                .filter(i -> Candidates.isFit(i, streamClass))
                .sorted(Comparator.comparingDouble((Instance i) -> monitoring.utilization(i.workerIndex()))
                        .thenComparingInt(Instance::rank))
                .filter(i -> makeRoom(i, monitoring, deployment))
                .findFirst()
                .ifPresent(i -> deployment.load(i.index()));
    }

    /** Evicts idle instances until there is room for one more, or none if they are not enough. */
    private static boolean makeRoom(Instance wanted, Monitoring monitoring, Deployment deployment) {
        int worker = wanted.workerIndex();
        double missing = wanted.variant().gpuMemoryMib() - deployment.freeMemory(worker);
        List<Instance> idle = monitoring.topology().instances().stream()
                .filter(i -> i.workerIndex() == worker && deployment.stays(i.index()))
                .filter(i -> monitoring.load(i.index()) == 0 && deployment.occupancy(i.index()) == 0)
                .toList();
        if (missing > idle.stream().mapToDouble(i -> i.variant().gpuMemoryMib()).sum()) {
            return false;
        }
        for (Instance instance : idle) {
            if (missing > 0) {
                deployment.evict(instance.index());
                missing -= instance.variant().gpuMemoryMib();
            }
        }
        return true;
    }
}
