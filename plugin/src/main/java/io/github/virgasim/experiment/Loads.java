// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.learn.Identity;
import io.github.virgasim.serving.ServingScenario;
import java.util.function.LongFunction;

/** The scenario of each episode, given its seed, and what tells these scenarios from others. */
public interface Loads extends LongFunction<ServingScenario> {
    /**
     * Tells these loads from others.
     *
     * @return the base scenario, the length of an episode, and how the load is drawn
     */
    Identity identity();

    /**
     * Adds where the scenarios come from.
     *
     * @param origin for example {@link ScenarioSource#identity}
     * @return the same loads with a longer identity
     */
    default Loads from(Identity origin) {
        Loads loads = this;
        return new Loads() {
            @Override
            public ServingScenario apply(long seed) {
                return loads.apply(seed);
            }

            @Override
            public Identity identity() {
                return loads.identity().with(origin);
            }
        };
    }

    /**
     * Makes loads that are all alike.
     *
     * @param scenario of every episode
     * @return the same for each seed
     */
    static Loads steady(ServingScenario scenario) {
        return new Loads() {
            @Override
            public ServingScenario apply(long seed) {
                return scenario;
            }

            @Override
            public Identity identity() {
                return around(scenario).with("load", "steady");
            }
        };
    }

    /**
     * Names a scenario with its client rate and duration.
     *
     * @param scenario that loads are made of
     * @return three parts
     */
    static Identity around(ServingScenario scenario) {
        return Identity.of("scenario", scenario.name())
                .with("lambda_per_min", scenario.workload().clientRate() * 60)
                .with("episode_s", scenario.settings().duration());
    }
}
