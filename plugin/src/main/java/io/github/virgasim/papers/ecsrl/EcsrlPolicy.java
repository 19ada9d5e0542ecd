// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;

/**
 * Sends each request to the device that the agent of its access point chooses; rejects it where every device is ruled out. Keeps no state of
 * a run. One thread at a time.
 */
final class EcsrlPolicy implements SchedulingPolicy {
    private final String name;
    private final EcsrlAccess access;
    private final EcsrlMask mask;
    private final EcsrlObserver[] observers;
    private final Agent agent;

    /** Chooses a device. */
    @FunctionalInterface
    public interface Agent {
        /**
         * Decides.
         *
         * @param observation what an {@link EcsrlObserver} sees
         * @param allowed for each device whether it may be chosen; at least one is true
         * @return index of an allowed device
         */
        int act(double[] observation, boolean[] allowed);
    }

    /**
     * Makes a policy.
     *
     * @param name its name in tables
     * @param scenario what will be served, at its usual client rate
     * @param energyShare alpha / (alpha + beta), which the agent is told, 0 to 1
     * @param agent decides
     */
    public EcsrlPolicy(String name, ServingScenario scenario, double energyShare, Agent agent) {
        this(name, scenario, EcsrlAccess.of(scenario.topology()), new EcsrlDeadlines(scenario), energyShare, agent);
    }

    /** Makes a policy whose agents choose from something else, or under another mask. */
    EcsrlPolicy(
            String name,
            ServingScenario scenario,
            EcsrlAccess access,
            EcsrlMask mask,
            double energyShare,
            Agent agent) {
        this.name = Checks.named("name of policy", name);
        this.agent = agent;
        this.access = access;
        this.mask = mask;
        observers = access.observers(scenario, Checks.within("energy's weight", energyShare, 0, 1));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        int[] choices = access.at(request.source()).instances(request, view);
        mask.keep(choices, request, view);
        boolean[] allowed = EcsrlDevices.allowed(choices);
        for (boolean one : allowed) {
            if (one) {
                return choices[agent.act(observers[request.source()].observe(request, choices, view), allowed)];
            }
        }
        return REJECT;
    }
}
