// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.learn.graph.Segments;
import java.util.Arrays;

/** The numbers of units that each of some chosen tasks may get: the mask of equation 12. */
final class Allowance {
    /** One group of numbers from 0 to the most for each task. */
    final Segments groups = new Segments();

    private final NetworkShape shape;
    private boolean[] permitted = new boolean[64];

    Allowance(NetworkShape shape) {
        this.shape = shape;
    }

    /** Adds the GPUs for a pair: none, or from the minimum to what is free and within the cap. */
    void addGpus(TaskGraph graph, int cluster, int pair) {
        int from = add(shape.mostGpus(), graph, cluster, pair, 1);
        permitted[from] = true;
    }

    /** Adds the CPUs for a pair that gets GPUs. */
    void addCpus(TaskGraph graph, int cluster, int pair) {
        add(shape.mostCpus(), graph, cluster, pair, 0);
    }

    private int add(int most, TaskGraph graph, int cluster, int pair, int kind) {
        int from = groups.rows();
        groups.add(most + 1);
        if (permitted.length < groups.rows()) {
            permitted = Arrays.copyOf(permitted, 2 * groups.rows());
        }
        TaskType type = graph.task(pair).type();
        int largest = Math.min(type.cap().get(kind), graph.free[cluster].get(kind));
        for (int units = type.minimum().get(kind); units <= largest; units++) {
            permitted[from + units] = true;
        }
        return from;
    }

    boolean[] permitted() {
        return permitted;
    }
}
