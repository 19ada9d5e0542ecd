// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Choices;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Asks the policy where streams are served, and keeps which stream is bound to which instance. */
final class Bindings {
    /** The policy chose an instance whose worker has no room in truth. */
    static final int REFUSED = -2;

    private final EdgeTopology topology;
    private final List<Instance> instances;
    private final List<StreamClass> classes;
    private final Network network;
    private final Streams streams;
    private final LiveView view;
    /** The loads that bindings make, or null where each query is scheduled on its own. */
    private final Loads.Bound bound;
    /** The loads that single queries make, or null where streams are bound. */
    private final Loads.Recent recent;

    private SchedulingPolicy policy;
    private long releases;
    private int boundStreams;

    Bindings(
            ServingScenario scenario,
            Network network,
            Streams streams,
            Loads loads,
            LiveView view,
            SchedulingPolicy policy) {
        topology = scenario.topology();
        instances = topology.instances();
        classes = scenario.workload().classes();
        this.network = network;
        this.streams = streams;
        this.view = view;
        bound = loads instanceof Loads.Bound ofStreams ? ofStreams : null;
        recent = loads instanceof Loads.Recent ofQueries ? ofQueries : null;
        setPolicy(policy);
    }

    void setPolicy(SchedulingPolicy next) {
        policy = Objects.requireNonNull(next, "policy");
        somethingReleased();
    }

    SchedulingPolicy policy() {
        return policy;
    }

    int boundStreams() {
        return boundStreams;
    }

    /**
     * Lets streams that found no instance, or were refused, ask again with their next queries: something has been released
     * in truth, or in what policies see. Until then they would hear the same.
     */
    void somethingReleased() {
        releases++;
    }

    /** Returns the instance for a stream's next query, {@link SchedulingPolicy#REJECT}, or {@link #REFUSED}. */
    int instanceFor(int stream, double now) {
        if (bound == null) {
            int instance = choose(stream, now);
            if (instance >= 0) {
                recent.add(instance, streams.streamClass[stream], now);
            }
            return instance;
        }
        int present = streams.binding[stream];
        if (present != Streams.UNBOUND || streams.triedAt[stream] == releases) {
            return present;
        }
        int instance = choose(stream, now);
        if (instance < 0) {
            streams.triedAt[stream] = releases;
        } else {
            streams.binding[stream] = instance;
            boundStreams++;
            bound.add(instance, streams.streamClass[stream]);
        }
        return instance;
    }

    private int choose(int stream, double now) {
        view.now = now;
        StreamRequest request = network.request(streams.source[stream], streams.streamClass[stream]);
        int instance = Choices.ask(policy, request, view, topology);
        if (instance == SchedulingPolicy.REJECT) {
            return instance;
        }
        if (!view.admits(instance, request)) {
            return REFUSED;
        }
        route(stream, instance);
        return instance;
    }

    private void route(int stream, int instance) {
        Instance chosen = instances.get(instance);
        StreamClass streamClass = classes.get(streams.streamClass[stream]);
        Link path = network.path(streams.source[stream], chosen.siteIndex());
        streams.delay[stream] = path.delay();
        streams.sigma[stream] = path.jitter();
        streams.transfer[stream] = path.transferTime(streamClass.requestBytes());
        streams.wayBack[stream] = path.transferTime(streamClass.responseBytes())
                + chosen.variant().overhead();
    }

    void unbind(int stream) {
        int instance = streams.binding[stream];
        if (instance != Streams.UNBOUND) {
            streams.binding[stream] = Streams.UNBOUND;
            boundStreams--;
            bound.remove(instance, streams.streamClass[stream]);
            somethingReleased();
        }
    }

    /** Releases the streams of a worker that has failed. */
    void workerFailed(int worker) {
        unbindIf(stream -> instances.get(streams.binding[stream]).workerIndex() == worker);
    }

    /** Releases the streams of an instance that goes out of memory. */
    void instanceLeaves(int instance) {
        unbindIf(stream -> streams.binding[stream] == instance);
    }

    /** Takes the present links for all bound streams, and releases those whose deadline is out of reach now. */
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
