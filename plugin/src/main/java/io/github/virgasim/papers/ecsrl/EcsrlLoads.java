// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.ServingScenario;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What ECSRL's agent is trained on, one episode for each seed: the base scenario at a client rate from 0.4 to 2.2
 * times its own, its logarithm drawn uniformly, so that requests are spread evenly over the rates, and weights with an energy share of one half in every other episode and from 0.05 to 0.95
 * else (our choice: one network for all loads and all weights must see them all).
 */
final class EcsrlLoads implements Loads {
    private static final double LOWEST = 0.4;
    private static final double HIGHEST = 2.2;
    private static final double LEAST_ENERGY = 0.05;

    private final ServingScenario base;
    private final boolean adaptive;

    /**
     * Makes the episodes.
     *
     * @param base the scenario to change; its clients must not be replayed
     * @param duration length of an episode [s], above the base's warm-up
     * @param adaptive whether beta is raised while too many requests fail
     */
    public EcsrlLoads(ServingScenario base, double duration, boolean adaptive) {
        this.base = base.withSettings(
                base.settings().withDuration(Checks.positive("duration [s] of an episode", duration)));
        this.adaptive = adaptive;
    }

    @Override
    public Identity identity() {
        return Loads.around(base)
                .with("load", String.format(Locale.ROOT, "%s to %s times the client rate", LOWEST, HIGHEST))
                .with("weights", adaptive ? "adaptive" : "fixed");
    }

    @Override
    public ServingScenario apply(long seed) {
        double factor =
                LOWEST * Math.pow(HIGHEST / LOWEST, random(seed, "ecsrl-load").nextDouble());
        return base.withLambda(60 * factor * base.workload().clientRate());
    }

    /**
     * Draws the weights of an episode.
     *
     * @param seed of the episode
     * @return its weights
     */
    public EcsrlWeights weights(long seed) {
        UniformRandomProvider random = random(seed, "ecsrl-weights");
        boolean even = random.nextBoolean();
        double share = LEAST_ENERGY + (1 - 2 * LEAST_ENERGY) * random.nextDouble();
        return new EcsrlWeights(even ? EcsrlWeights.EVEN : share, adaptive);
    }

    private static UniformRandomProvider random(long seed, String stream) {
        return new RandomStreams(seed).stream(stream);
    }
}
