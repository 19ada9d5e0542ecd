// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.SchedulingPolicy;
import java.util.function.Function;

/** Each query asks the policy on its own: nothing is bound, so that nothing is to be released. */
final class QueryBindings extends Bindings {
    private final Loads.Recent loads;

    QueryBindings(
            ServingScenario scenario,
            Network network,
            Streams streams,
            Loads.Recent loads,
            Function<Loads, LiveView> views,
            SchedulingPolicy policy) {
        super(scenario, network, streams, views.apply(loads), policy);
        this.loads = loads;
    }

    @Override
    int instanceFor(int stream, double now) {
        int instance = choose(stream, now);
        if (instance >= 0) {
            loads.add(instance, streams.streamClass[stream], now);
        }
        return instance;
    }

    @Override
    int boundStreams() {
        return 0;
    }

    @Override
    void somethingReleased() {}

    @Override
    void unbind(int stream) {}

    @Override
    void workerFailed(int worker) {}

    @Override
    void instanceLeaves(int instance) {}

    @Override
    void linksChanged() {
        streams.forgetPaths();
    }
}
