// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import java.util.List;

/** Policies for one run of which one is in force; those that adapt look at the system whether they are or not. */
final class Options implements SchedulingPolicy {
    private final List<SchedulingPolicy> policies;
    private int present;

    Options(List<SchedulingPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    @Override
    public String name() {
        return policies.get(present).name();
    }

    /** Puts a policy in force. */
    void take(int action, Monitoring monitoring) {
        present = action;
        for (SchedulingPolicy policy : policies) {
            if (policy instanceof AdaptivePolicy adaptive) {
                adaptive.decide(monitoring);
            }
        }
    }

    int present() {
        return present;
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        return policies.get(present).choose(request, view);
    }
}
