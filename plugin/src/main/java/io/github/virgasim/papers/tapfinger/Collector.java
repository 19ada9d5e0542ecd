// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.MatrixKernel;
import java.util.ArrayList;
import java.util.List;

/** Runs episodes side by side, so that the network decides about many situations at once. */
final class Collector {
    private final TapFingerNetwork network;
    private final MatrixKernel kernel;
    private final List<Decider> deciders = new ArrayList<>();

    /**
     * Makes a collector.
     *
     * @param network decides
     * @param kernel of matrix products
     */
    Collector(TapFingerNetwork network, MatrixKernel kernel) {
        this.network = network;
        this.kernel = kernel;
    }

    /** Runs groups of episodes to their ends, each group in one job. */
    void run(List<List<Episode>> groups, Workers workers) {
        while (deciders.size() < groups.size()) {
            deciders.add(new Decider(network, kernel));
        }
        workers.run(groups.size(), g -> run(groups.get(g), deciders.get(g)));
    }

    private static void run(List<Episode> episodes, Decider decider) {
        List<Episode> open = new ArrayList<>(episodes);
        open.removeIf(Episode::isOver);
        while (!open.isEmpty()) {
            Decider.Outcome outcome =
                    decider.decide(open.stream().map(Episode::situation).toList());
            for (int i = 0; i < open.size(); i++) {
                open.get(i).decide(outcome.decisions().get(i), outcome.values()[i]);
            }
            open.removeIf(Episode::isOver);
        }
    }
}
