// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;

/**
 * An environment whose rewards are shifted and scaled: {@code (reward + shift) * factor}. Where episodes do not end by
 * themselves, a shift changes no preference between actions, and spares a critic from learning a large constant first.
 *
 * @param environment pays the plain rewards
 * @param shift added to each reward, finite
 * @param factor then multiplied with it, positive
 */
public record ScaledReward(Environment environment, double shift, double factor) implements Environment {
    /** Checks the values. */
    public ScaledReward {
        Checks.within("shift of rewards", shift, -Double.MAX_VALUE, Double.MAX_VALUE);
        Checks.positive("factor of rewards", factor);
    }

    @Override
    public double[] reset(long seed) {
        return environment.reset(seed);
    }

    @Override
    public EnvironmentStep step(int action) {
        EnvironmentStep step = environment.step(action);
        double reward = (step.reward() + shift) * factor;
        return new EnvironmentStep(step.observation(), reward, step.terminated(), step.truncated());
    }

    @Override
    public boolean[] allowed() {
        return environment.allowed();
    }

    @Override
    public ObservationSpec observation() {
        return environment.observation();
    }

    @Override
    public ActionSpec actions() {
        return environment.actions();
    }
}
