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
import java.util.function.Function;

/** Asks the policy where queries are served: once for a stream, or for each query. */
abstract sealed class Bindings permits StreamBindings, QueryBindings {
    /** The policy chose an instance whose worker has no room in truth. */
    static final int REFUSED = -2;

    final Streams streams;
    private final EdgeTopology topology;
    private final List<StreamClass> classes;
    /** Of each instance: its site, and its variant's overhead [s]. */
    private final int[] siteOf;

    private final double[] overhead;
    private final Network network;
    private final LiveView view;
    private SchedulingPolicy policy;

    Bindings(ServingScenario scenario, Network network, Streams streams, LiveView view, SchedulingPolicy policy) {
        topology = scenario.topology();
        classes = scenario.workload().classes();
        List<Instance> instances = topology.instances();
        siteOf = instances.stream().mapToInt(Instance::siteIndex).toArray();
        overhead = instances.stream().mapToDouble(i -> i.variant().overhead()).toArray();
        this.network = network;
        this.streams = streams;
        this.view = view;
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * Makes the bindings of a scenario as its settings say.
     *
     * @param views makes the view that is shown to the policy from the loads that the bindings cause
     */
    static Bindings of(
            ServingScenario scenario,
            Network network,
            Streams streams,
            Function<Loads, LiveView> views,
            SchedulingPolicy policy) {
        EdgeTopology topology = scenario.topology();
        List<StreamClass> classes = scenario.workload().classes();
        ServingSettings settings = scenario.settings();
        Batching batching = settings.instances().batching();
        return switch (settings.binding()) {
            case STREAM -> {
                var loads = new Loads.Bound(topology, classes, batching);
                yield new StreamBindings(scenario, network, streams, loads, views, policy);
            }
            case QUERY -> {
                var loads = new Loads.Recent(topology, classes, batching);
                yield new QueryBindings(scenario, network, streams, loads, views, policy);
            }
        };
    }

    final void setPolicy(SchedulingPolicy next) {
        policy = Objects.requireNonNull(next, "policy");
        somethingReleased();
    }

    final SchedulingPolicy policy() {
        return policy;
    }

    /** Returns what the policy sees. */
    final LiveView view() {
        return view;
    }

    /** Returns the instance for a stream's next query, {@link SchedulingPolicy#REJECT}, or {@link #REFUSED}. */
    abstract int instanceFor(int stream, double now);

    abstract int boundStreams();

    /**
     * Lets streams that found no instance, or were refused, ask again with their next queries: something has been released
     * in truth, or in what policies see. Until then they would hear the same.
     */
    abstract void somethingReleased();

    /** Releases a stream that ends. */
    abstract void unbind(int stream);

    /** Releases the streams of a worker that has failed. */
    abstract void workerFailed(int worker);

    /** Releases the streams of an instance that goes out of memory. */
    abstract void instanceLeaves(int instance);

    /** Takes the present links for all bound streams, and releases those whose deadline is out of reach now. */
    abstract void linksChanged();

    /** Asks the policy for a stream's instance, and takes the path there; returns as {@link #instanceFor} does. */
    final int choose(int stream, double now) {
        view.now = now;
        view.recorded = streams.recorded(stream);
        StreamRequest request = network.request(streams.source[stream], streams.streamClass[stream]);
        int instance = Choices.ask(policy, request, view, topology);
        if (instance == SchedulingPolicy.REJECT) {
            return instance;
        }
        if (!policy.followsRecording() && !view.admits(instance, request) && !makeRoom(instance, request)) {
            return REFUSED;
        }
        route(stream, instance);
        return instance;
    }

    /** Lets other streams give way to a request that does not fit, if the policy may and can; returns whether it fits then. */
    boolean makeRoom(int instance, StreamRequest request) {
        return false;
    }

    /** Takes the present path from a stream's site to an instance, which mostly stands at the site that the last one led to. */
    final void route(int stream, int instance) {
        int site = siteOf[instance];
        if (streams.pathTo[stream] != site) {
            StreamClass streamClass = classes.get(streams.streamClass[stream]);
            Link path = network.path(streams.source[stream], site);
            streams.pathTo[stream] = site;
            streams.delay[stream] = path.delay();
            streams.sigma[stream] = path.jitter();
            streams.transfer[stream] = path.transferTime(InFlight.requestBytes(streams.recorded(stream), streamClass));
            streams.response[stream] = path.transferTime(streamClass.responseBytes());
        }
        streams.wayBack[stream] = streams.response[stream] + overhead[instance];
    }
}
