// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import org.apache.commons.rng.UniformRandomProvider;

/** Makes the engines that episodes of a training run on; networks are chosen and tested on those that follow queries. */
@FunctionalInterface
interface TrainingEngines {
    /** Names engines that follow every query. */
    String QUERIES = "queries";

    /** Names engines that follow streams, a few times to tens of times as fast. */
    String STREAMS = "streams";

    /** Runs behind {@link Lateness}, each as long as an episode. */
    int RUNS = 8;

    /**
     * Makes an engine.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers
     * @return at time 0
     */
    ServingEngine make(ServingScenario scenario, SchedulingPolicy policy, long seed);

    /**
     * Tells these engines from others.
     *
     * @return empty for those that follow queries
     */
    default Identity identity() {
        return Identity.EMPTY;
    }

    /** Returns engines by a checked name; those that follow streams are measured first, always in the same way. */
    static TrainingEngines named(String name, AsetSelection selection) {
        return name.equals(QUERIES) ? ServingEngine::new : streams(selection);
    }

    private static TrainingEngines streams(AsetSelection selection) {
        Lateness lateness = new Lateness(selection.base());
        Loads loads = selection.loads();
        UniformRandomProvider seeds = new RandomStreams(0).stream("lateness");
        for (int i = 0; i < RUNS; i++) {
            long seed = seeds.nextLong();
            ServingScenario scenario = loads.apply(seed);
            lateness.measure(scenario, AsetActions.randomAction(scenario.settings(), seed), seed);
        }
        return new TrainingEngines() {
            @Override
            public ServingEngine make(ServingScenario scenario, SchedulingPolicy policy, long seed) {
                return ServingEngine.ofStreams(scenario, policy, lateness, seed);
            }

            @Override
            public Identity identity() {
                return Identity.of("engine", STREAMS);
            }
        };
    }
}
