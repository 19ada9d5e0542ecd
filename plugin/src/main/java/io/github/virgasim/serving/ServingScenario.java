// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.Workload;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that defines a run but the policy and the seed.
 *
 * @param name the scenario's name
 * @param topology where things stand
 * @param workload who asks for what
 * @param settings how it is served
 * @param disturbances what happens meanwhile, sorted by time
 */
public record ServingScenario(
        String name,
        EdgeTopology topology,
        Workload workload,
        ServingSettings settings,
        List<Disturbance> disturbances) {

    /**
     * Checks the values, alone and together, and sorts the disturbances.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a client or disturbance is of a site or worker that does
     *     not exist, or the run would be expected to have more than 10^12 events of a kind, 10^7 clients at a time, or
     *     tables that are too large
     */
    public ServingScenario {
        Checks.named("name of scenario", name);
        disturbances = disturbances.stream()
                .sorted(Comparator.comparingDouble(Disturbance::time))
                .toList();
        for (Disturbance disturbance : disturbances) {
            boolean link = disturbance.kind() == Disturbance.Kind.SLOW_LINK;
            int targets = link ? topology.sites().size() : topology.workers().size();
            Checks.within(
                    "index of " + (link ? "site" : "worker") + " of disturbance", disturbance.target(), 0, targets - 1);
        }
        Checks.within(
                "site index of client",
                Math.max(0, workload.highestSite()),
                0,
                topology.sites().size() - 1);
        Checks.within(
                "instance index of recorded query",
                Math.max(0, workload.recordedFeatures().decisions() - 1),
                0,
                Math.max(0, topology.instances().size() - 1));
        new ScenarioLimits(topology, workload, settings).check();
    }

    /**
     * Returns the scenario with clients arriving at another rate.
     *
     * @param lambda [clients/min], positive
     * @return the changed scenario
     */
    public ServingScenario withLambda(double lambda) {
        return new ServingScenario(name, topology, workload.withClientRate(lambda / 60), settings, disturbances);
    }

    /**
     * Returns the scenario with other settings.
     *
     * @param other the new settings
     * @return the changed scenario
     */
    public ServingScenario withSettings(ServingSettings other) {
        return new ServingScenario(name, topology, workload, other, disturbances);
    }
}
