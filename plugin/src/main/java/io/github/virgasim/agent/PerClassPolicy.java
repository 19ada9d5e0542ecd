// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.agent;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy for each class of streams.
 *
 * @param policies one for each class, in the order of the classes
 */
public record PerClassPolicy(List<SchedulingPolicy> policies) implements SchedulingPolicy {
    /** Copies the list. */
    public PerClassPolicy {
        policies = List.copyOf(policies);
    }

    @Override
    public String name() {
        return policies.stream().map(SchedulingPolicy::name).collect(Collectors.joining("+"));
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        return policies.get(request.classIndex()).choose(request, view);
    }
}
