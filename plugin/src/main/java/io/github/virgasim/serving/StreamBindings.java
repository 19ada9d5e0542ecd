// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.PreemptingPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.scheduling.Vacancies;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * The first query of a stream asks the policy, and those that follow go where it went, until the stream is released. A stream
 * that found nothing asks again once a candidate has room in the policy's view; that none has is known without asking.
 */
final class StreamBindings extends Bindings {
    private final Network network;
    private final EdgeTopology topology;
    private final List<Instance> instances;
    private final Loads.Bound loads;
    private final Vacancies vacancies;
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
        topology = scenario.topology();
        instances = topology.instances();
        vacancies = new Vacancies(view(), loads.workers);
    }

    @Override
    int boundStreams() {
        return boundStreams;
    }

    /** Counts how often something was released; a stream that has found nothing hears the same until then. */
    long releases() {
        return releases;
    }

    @Override
    void somethingReleased() {
        releases++;
        vacancies.allChanged();
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
        int instance = isInVain(stream, now) ? SchedulingPolicy.REJECT : choose(stream, now);
        if (instance < 0) {
            streams.triedAt[stream] = releases;
        } else {
            streams.binding[stream] = instance;
            boundStreams++;
            loads.add(instance, streams.streamClass[stream]);
            vacancies.changed(loads.workerOf[instance]);
        }
        return instance;
    }

    /** Tells whether a stream that has found nothing before will find nothing again, whatever the policy. */
    private boolean isInVain(int stream, double now) {
        if (streams.triedAt[stream] == Streams.NEVER || policy().followsRecording() || mayPreempt()) {
            return false;
        }
        view().now = now;
        return !vacancies.any(network.request(streams.source[stream], streams.streamClass[stream]));
    }

    /** Tells whether the policy may choose what has no room. */
    private boolean mayPreempt() {
        return view().preempts() && policy() instanceof PreemptingPolicy;
    }

    @Override
    boolean makeRoom(int instance, StreamRequest request) {
        // A policy that has seen room, in a view that is old, has not asked for anybody to give way.
        if (!mayPreempt() || view().hasRoom(instance, request)) {
            return false;
        }
        int worker = loads.workerOf[instance];
        int victim = ((PreemptingPolicy) policy()).victim(request, instance, view());
        double occupied = 0;
        if (victim >= 0 && victim < loads.classes) {
            for (Instance other : topology.instancesOn(worker)) {
                occupied += loads.bound(other.index(), victim) * loads.demand(other.index(), victim);
            }
        }
        if (occupied < view().missing(instance, request)) {
            return false;
        }
        for (int stream = 0; stream < streams.capacity() && !view().admits(instance, request); stream++) {
            int present = streams.binding[stream];
            if (present != Streams.UNBOUND
                    && loads.workerOf[present] == worker
                    && streams.streamClass[stream] == victim) {
                unbind(stream);
            }
        }
        return view().admits(instance, request);
    }

    @Override
    void unbind(int stream) {
        int instance = streams.binding[stream];
        if (instance != Streams.UNBOUND) {
            streams.binding[stream] = Streams.UNBOUND;
            boundStreams--;
            loads.remove(instance, streams.streamClass[stream]);
            releases++;
            vacancies.changed(loads.workerOf[instance]);
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
        vacancies.clear();
        streams.forgetPaths();
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
