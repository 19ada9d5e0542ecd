// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.ServingScenario;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The scenarios that ASET's agent is trained on, one for each seed: every other one on the mean has steady clients, at a
 * rate drawn uniformly from 1/4 to 11/6 of the base scenario's (15 to 110 per minute for ASET's 60), the others have a
 * {@link ChangingLoad}. Our choice: an agent that is to fit all rates must see them all. Queries count from time 0.
 */
final class MixedLoad implements Loads {
    private static final double LOWEST = 15 / 60.0;
    private static final double HIGHEST = 110 / 60.0;

    private final ServingScenario base;

    /**
     * Makes the scenarios.
     *
     * @param base the scenario to change; its clients must not be replayed
     * @param duration length of each scenario [s], positive
     */
    public MixedLoad(ServingScenario base, double duration) {
        double length = Checks.positive("duration [s] of an episode", duration);
        this.base = base.withSettings(base.settings().withoutWarmup().withDuration(length));
    }

    /**
     * Makes scenarios that are all alike, for an agent that is trained at one rate.
     *
     * @param base the scenario, steady at its own client rate
     * @param duration length of each scenario [s], positive
     * @return the same for each seed
     */
    public static Loads steady(ServingScenario base, double duration) {
        return Loads.steady(new MixedLoad(base, duration).base);
    }

    @Override
    public Identity identity() {
        return Loads.around(base).with("load", "mixed");
    }

    @Override
    public ServingScenario apply(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("mixed-load");
        boolean steady = random.nextBoolean();
        double factor = LOWEST + (HIGHEST - LOWEST) * random.nextDouble();
        return steady ? base.withLambda(60 * factor * base.workload().clientRate()) : ChangingLoad.of(base, seed);
    }
}
