// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * How an actor-critic learner is built and trained.
 *
 * @param hidden units of each hidden layer of both networks; none makes them linear
 * @param activation function of the hidden layers
 * @param gamma discount per step, from 0 to 1
 * @param lambda how far advantages look ahead before the critic's values take over, from 0 (one reward) to 1 (all)
 * @param rolloutSteps environment steps per update, at least 2
 * @param actorRate step size of Adam for the policy, above 0
 * @param criticRate step size of Adam for the values, above 0
 * @param entropyBonus weight of the policy's entropy in its loss, not negative
 * @param maxGradientNorm longest gradient of either mean loss, above 0; longer ones are shortened
 * @param halving updates after which the learning rates are half of what they were at first; after twice as many they are a
 *     third, and so on: rate / (1 + updates / halving); above 0, infinite for rates that stay
 * @param batches where the steps of an update come from and how often they are used
 */
public record ActorCriticSettings(
        List<Integer> hidden,
        Activation activation,
        double gamma,
        double lambda,
        int rolloutSteps,
        double actorRate,
        double criticRate,
        double entropyBonus,
        double maxGradientNorm,
        double halving,
        Batches batches) {

    /**
     * Where the steps of an update come from, and how often they are used.
     *
     * @param episodes episodes that are played side by side, at least 1; each gives an equal part of the steps of an update,
     *     whose advantages are standardised by themselves, so that no episode outweighs another by the scale of its rewards
     * @param passes how often an update goes through its steps, at least 1
     * @param minibatches steps of Adam in each pass, at least 1, with equal parts of the steps, drawn anew for each pass
     * @param clip by how much the probability of an action may move from what it was, as a share of it, before its step no longer
     *     counts (proximal policy optimisation, Schulman et al. 2017); above 0
     */
    public record Batches(int episodes, int passes, int minibatches, double clip) {
        /** One episode after another, each step used once: nothing is ever clipped. */
        public static final Batches ONCE = new Batches(1, 1, 1, 0.2);

        /** Checks the values. */
        public Batches {
            Checks.atLeastOne("episodes side by side", episodes);
            Checks.atLeastOne("passes through the steps of an update", passes);
            Checks.atLeastOne("minibatches of an update", minibatches);
            Checks.positive("clip of the probabilities' change", clip);
        }
    }

    /** Checks the values. */
    public ActorCriticSettings {
        hidden = List.copyOf(hidden);
        hidden.forEach(units -> Checks.atLeastOne("units of a hidden layer", units));
        Checks.within("gamma", gamma, 0, 1);
        Checks.within("lambda", lambda, 0, 1);
        Checks.within("steps per update", rolloutSteps, 2, Integer.MAX_VALUE);
        Checks.positive("learning rate of the actor", actorRate);
        Checks.positive("learning rate of the critic", criticRate);
        Checks.notNegative("entropy bonus", entropyBonus);
        Checks.positive("longest gradient", maxGradientNorm);
        if (halving != Double.POSITIVE_INFINITY) {
            Checks.positive("updates until the learning rates have halved", halving);
        }
        requireParts(rolloutSteps, "episodes side by side", batches.episodes);
        requireParts(rolloutSteps, "minibatches", batches.minibatches);
    }

    private static void requireParts(int steps, String what, int parts) {
        if (steps % parts != 0) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "steps per update must be a multiple of the %s, %d, were %d", what, parts, steps));
        }
    }

    /** Makes settings with rates that stay and {@link Batches#ONCE}. */
    public ActorCriticSettings(
            List<Integer> hidden,
            Activation activation,
            double gamma,
            double lambda,
            int rolloutSteps,
            double actorRate,
            double criticRate,
            double entropyBonus,
            double maxGradientNorm) {
        this(
                hidden,
                activation,
                gamma,
                lambda,
                rolloutSteps,
                actorRate,
                criticRate,
                entropyBonus,
                maxGradientNorm,
                Double.POSITIVE_INFINITY,
                Batches.ONCE);
    }

    /** Returns the steps of an update that come from one episode after the other. */
    int segment() {
        return rolloutSteps / batches.episodes;
    }

    /**
     * Returns the default settings, usual values to be tuned to the problem: two hidden layers of 64 tanh units, gamma
     * 0.99, lambda 0.95, 128 steps per update, learning rates 1e-3, entropy bonus 0.01, gradient norm 0.5.
     *
     * @return the settings
     */
    public static ActorCriticSettings defaults() {
        return new ActorCriticSettings(List.of(64, 64), Activation.TANH, 0.99, 0.95, 128, 1e-3, 1e-3, 0.01, 0.5);
    }
}
