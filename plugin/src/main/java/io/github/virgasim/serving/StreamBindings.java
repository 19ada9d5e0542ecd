// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.topology.Instance;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The first query of a stream asks the policy, and those that follow go where it went, until the stream is released. */
final class StreamBindings extends Bindings {
    private final Network network;
    private final List<Instance> instances;
    private final Loads.Bound loads;
    private long releases;
    private int boundStreams;

    StreamBindings(
            ServingScenario scenario,
            Network network,
            Streams streams,
            Loads.Bound loads,
            Function<Loads, LiveView> views,
            SchedulingPolicy policy) {
        super(scenario, network, streams, views.apply(loads), policy);
        this.network = network;
        this.loads = loads;
        instances = scenario.topology().instances();
    }

    @Override
    int boundStreams() {
        return boundStreams;
    }

    @Override
    void somethingReleased() {
        releases++;
    }

    @Override
    int instanceFor(int stream, double now) {
        int present = streams.binding[stream];
        if (present != Streams.UNBOUND) {
            return present;
        }
        if (streams.triedAt[stream] == releases) {
            return SchedulingPolicy.REJECT;
        }
        int instance = choose(stream, now);
        if (instance < 0) {
            streams.triedAt[stream] = releases;
        } else {
            streams.binding[stream] = instance;
            boundStreams++;
            loads.add(instance, streams.streamClass[stream]);
        }
        return instance;
    }

    @Override
    void unbind(int stream) {
        int instance = streams.binding[stream];
        if (instance != Streams.UNBOUND) {
            streams.binding[stream] = Streams.UNBOUND;
            boundStreams--;
            loads.remove(instance, streams.streamClass[stream]);
            somethingReleased();
        }
    }

    @Override
    void workerFailed(int worker) {
        unbindIf(stream -> instances.get(streams.binding[stream]).workerIndex() == worker);
    }

    @Override
    void instanceLeaves(int instance) {
        unbindIf(stream -> streams.binding[stream] == instance);
    }

    @Override
    void linksChanged() {
        somethingReleased();
        unbindIf(stream -> {
            int instance = streams.binding[stream];
            route(stream, instance);
            return !network.meetsDeadline(
                    instance, network.request(streams.source[stream], streams.streamClass[stream]));
        });
    }

    private void unbindIf(IntPredicate infeasible) {
        for (int stream = 0; stream < streams.capacity(); stream++) {
            if (streams.binding[stream] != Streams.UNBOUND && infeasible.test(stream)) {
                unbind(stream);
            }
        }
    }
}
