// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;

/** Makes the policy for a run. */
@FunctionalInterface
public interface PolicyMaker {
    /**
     * Makes a policy. Called by several threads at once.
     *
     * @param scenario of the run
     * @param seed of the run
     * @return a new policy
     */
    SchedulingPolicy make(ServingScenario scenario, long seed);
}
