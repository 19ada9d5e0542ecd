// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.topology.Worker;
import java.util.Optional;

/**
 * Rules devices out that could be too late for a request: beside what runs there and one more request that may come, after what
 * waits there, and with a second inference where one can follow; as long as there is a device that could not. Deadlines are a
 * condition of ECSRL's problem, not a part of its objective. How long the second inference waits is left out.
 */
final class EcsrlDeadlines implements EcsrlMask {
    private final EdgeTopology topology;
    private final Paths planned;
    private final EcsrlGreedy oneStep;
    private final EcsrlDevices devices;
    private final Slowdown[] slowdowns;

    EcsrlDeadlines(ServingScenario scenario) {
        topology = scenario.topology();
        planned = new Paths(topology);
        oneStep = new EcsrlGreedy(scenario, EcsrlWeights.EVEN);
        devices = new EcsrlDevices(topology);
        slowdowns = topology.workers().stream().map(Worker::slowdown).toArray(Slowdown[]::new);
    }

    /** Keeps the devices that would be in time, or all if none would. */
    @Override
    public void keep(int[] choices, StreamRequest request, ServingView view) {
        boolean[] late = new boolean[choices.length];
        boolean some = false;
        for (int device = 0; device < choices.length; device++) {
            if (choices[device] != SchedulingPolicy.REJECT) {
                late[device] = response(choices[device], request, view)
                        > request.streamClass().deadline();
                some |= !late[device];
            }
        }
        for (int device = 0; some && device < choices.length; device++) {
            if (late[device]) {
                choices[device] = SchedulingPolicy.REJECT;
            }
        }
    }

    /** Returns the time from the choice until the answer is back, with a second inference if there may be one [s]. */
    private double response(int choice, StreamRequest request, ServingView view) {
        Instance instance = topology.instances().get(choice);
        double alone = instance.variant().processingDelay(request.streamClass().size());
        double slowdown = slowdownBesideOneMore(instance, view);
        Link path = planned.fromClients(request.source()).to(instance.siteIndex());
        double time = roundTrip(path, request) + alone * (slowdown + view.waiting(choice));
        Optional<Instance> better = oneStep.costOfSecond(choice, request.classIndex()) > 0
                ? EcsrlGreedy.better(topology, instance)
                : Optional.empty();
        if (better.isPresent()) {
            Link hop = planned.fromWorkers(instance.siteIndex()).to(better.get().siteIndex());
            time += roundTrip(hop, request)
                    + better.get()
                            .variant()
                            .processingDelay(request.streamClass().size());
        }
        return time;
    }

    /** Returns the slowdown if another request of the same model came, or as it is now if none would fit. */
    private double slowdownBesideOneMore(Instance instance, ServingView view) {
        int[] own = devices.instances(instance.workerIndex());
        int[] running = new int[own.length];
        int position = 0;
        for (int i = 0; i < own.length; i++) {
            running[i] = view.running(own[i]);
            position = own[i] == instance.index() ? i : position;
        }
        running[position] += 2;
        double slowdown = instance.worker().isShared() ? slowdowns[instance.workerIndex()].of(position, running) : 1;
        return slowdown == Double.POSITIVE_INFINITY ? view.slowdown(instance.index()) : slowdown;
    }

    private static double roundTrip(Link path, StreamRequest request) {
        return 2 * path.delay()
                + path.transferTime(request.streamClass().requestBytes())
                + path.transferTime(request.streamClass().responseBytes());
    }
}
