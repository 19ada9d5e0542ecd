// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.List;

/** Says which streams give way to a request on a full worker: those of one class, if they lose fewer queries than it brings. */
final class Preemption {
    /** A request must bring so many times what is lost: what is released is not always taken up elsewhere. */
    private static final double MARGIN = 1.2;

    private final List<StreamClass> classes;
    /** By worker. */
    private final List<List<Instance>> instances = new ArrayList<>();

    private int victim;
    private double gain;

    Preemption(Monitoring monitoring) {
        classes = monitoring.classes();
        monitoring.topology().workers().forEach(worker -> instances.add(new ArrayList<>()));
        monitoring
                .topology()
                .instances()
                .forEach(instance -> instances.get(instance.workerIndex()).add(instance));
    }

    /** Returns the class that gives way where {@link #choose} has chosen. */
    int victim() {
        return victim;
    }

    /**
     * Chooses the full candidate where most is gained [queries/s].
     *
     * @return an instance, or {@link SchedulingPolicy#REJECT}
     */
    int choose(StreamRequest request, ServingView view) {
        int best = SchedulingPolicy.REJECT;
        gain = 0;
        var candidates = view.candidates(request);
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.farthest(rank));
            double room = view.room(instance, request);
            if (room < 0 && room > Double.NEGATIVE_INFINITY && improve(request, instance, -room, view)) {
                best = instance;
            }
        }
        return best;
    }

    /** Tells whether more is gained at an instance than before, and keeps who gives way then. */
    private boolean improve(StreamRequest request, int instance, double missing, ServingView view) {
        List<Instance> there = instances.get(view.instances().get(instance).workerIndex());
        boolean better = false;
        for (int k = 0; k < classes.size(); k++) {
            StreamClass other = classes.get(k);
            double smallest = Double.POSITIVE_INFINITY;
            double taken = 0;
            for (Instance one : there) {
                int bound = view.bound(one.index(), k);
                if (bound > 0) {
                    double share = other.rate() / one.variant().capacity(other.size());
                    smallest = Math.min(smallest, share);
                    taken += bound * share;
                }
            }
            if (k != request.classIndex() && taken >= missing) {
                double lost = Math.ceil(missing / smallest) * other.rate();
                double more = request.streamClass().rate() - MARGIN * lost;
                if (more > gain) {
                    gain = more;
                    victim = k;
                    better = true;
                }
            }
        }
        return better;
    }
}
