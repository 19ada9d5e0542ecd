// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Paths;
import java.util.List;
import java.util.Optional;

/** What a choice is expected to cost, and when: its own processing, and a second inference as far as it is likely. */
final class EcsrlForecast {
    private final EcsrlGreedy oneStep;
    private final EdgeTopology topology;
    private final Paths planned;

    /**
     * A part of the cost.
     *
     * @param delay time from the choice until it has been paid, without waiting [s]
     * @param cost expected part of the objective
     */
    record Part(double delay, double cost) {}

    EcsrlForecast(ServingScenario scenario, double energyShare) {
        oneStep = new EcsrlGreedy(scenario, energyShare);
        topology = scenario.topology();
        planned = new Paths(topology);
    }

    /** Returns the parts of an instance's cost, which together are what {@link EcsrlGreedy} expects. */
    List<Part> of(int choice, StreamRequest request, ServingView view) {
        Instance instance = topology.instances().get(choice);
        double all = oneStep.cost(choice, request.classIndex(), view);
        double second = oneStep.costOfSecond(choice, request.classIndex());
        Link path = planned.fromClients(request.source()).to(instance.siteIndex());
        double first = time(path, instance, request, view.slowdown(choice));
        Optional<Instance> better = EcsrlGreedy.better(topology, instance);
        if (better.isEmpty()) {
            return List.of(new Part(first, all));
        }
        Link hop = planned.fromWorkers(instance.siteIndex()).to(better.get().siteIndex());
        double again = time(hop, better.get(), request, 1);
        return List.of(new Part(first, all - second), new Part(first + again, second));
    }

    private static double time(Link path, Instance instance, StreamRequest request, double slowdown) {
        return path.delay()
                + path.transferTime(request.streamClass().requestBytes())
                + slowdown
                        * instance.variant()
                                .processingDelay(request.streamClass().size());
    }
}
