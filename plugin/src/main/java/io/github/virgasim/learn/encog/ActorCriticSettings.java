// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import java.util.List;

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
        double maxGradientNorm) {

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
