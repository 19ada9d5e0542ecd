// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far a run went.
 *
 * @param scenario what was served
 * @param busy share of the time that each worker was busy, 0 to 1, in the order of the topology's workers
 * @param largestBatches the largest batch that each instance started, in the order of the topology's instances; empty where
 *     that is not known
 */
public record RunReach(ServingScenario scenario, List<Double> busy, List<Integer> largestBatches) {
    /** Copies the lists. */
    public RunReach {
        busy = List.copyOf(busy);
        largestBatches = List.copyOf(largestBatches);
    }

    /**
     * Looks at a run that has ended, or that is cut off; its whole time counts.
     *
     * @param engine beyond time 0
     * @return how far it went
     */
    public static RunReach of(ServingEngine engine) {
        ServingScenario scenario = engine.scenario();
        return new RunReach(
                scenario,
                IntStream.range(0, scenario.topology().workers().size())
                        .mapToObj(worker -> Math.min(1, engine.busyTime(worker) / engine.now()))
                        .toList(),
                largest(engine));
    }

    static List<Integer> largest(ServingEngine engine) {
        return IntStream.range(0, engine.scenario().topology().instances().size())
                .mapToObj(engine::largestBatch)
                .toList();
    }
}
