// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * A static policy which keeps {@value #RESERVE} of each worker free from the class whose queries take most of a worker's
 * time: the simplest rule that knows who pays, which an agent must beat. O(n) time in the number of candidates.
 */
final class ReservingPolicy implements SchedulingPolicy {
    private static final double RESERVE = 0.03;

    private final Order order;
    private final int kept;

    /** In which order candidates are tried. */
    enum Order {
        /** The farthest first. */
        FARTHEST("reserving-farthest"),
        /** The one of the least impedance first. */
        LEAST_IMPEDANCE("reserving-least-impedance");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        /** Returns the policy's name. */
        String label() {
            return label;
        }

        private int position(int rank, Candidates candidates) {
            return this == FARTHEST ? candidates.farthest(rank) : candidates.fastest(rank);
        }
    }

    /** Makes a policy for a scenario. */
    ReservingPolicy(Order order, ServingScenario scenario) {
        this.order = order;
        kept = heaviest(scenario);
    }

    /** Returns the class whose queries take the most time where they take the least. */
    static int heaviest(ServingScenario scenario) {
        List<StreamClass> classes = scenario.workload().classes();
        int heaviest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < classes.size(); k++) {
            StreamClass streamClass = classes.get(k);
            double largest = scenario.topology().instances().stream()
                    .map(Instance::variant)
                    .filter(variant -> variant.accuracy() >= streamClass.minAccuracy()
                            && variant.model()
                                    .task()
                                    .name()
                                    .equals(streamClass.task().name()))
                    .mapToDouble(variant -> variant.capacity(streamClass.size()))
                    .max()
                    .orElse(Double.POSITIVE_INFINITY);
            if (largest < smallest) {
                smallest = largest;
                heaviest = k;
            }
        }
        return heaviest;
    }

    @Override
    public String name() {
        return order.label();
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        double free = request.classIndex() == kept ? RESERVE : 0;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(order.position(rank, candidates));
            if (view.room(instance, request) >= free) {
                return instance;
            }
        }
        return REJECT;
    }
}
