// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;

/**
 * An environment whose rewards are shifted and scaled: {@code (reward + shift) * factor}. Where episodes do not end by
 * themselves, a shift changes no preference between actions, and spares a critic from learning a large constant first.
 */
public final class ScaledReward extends ForwardingEnvironment {
    private final double shift;
    private final double factor;

    /**
     * Scales the rewards of an environment.
     *
     * @param environment pays the plain rewards
     * @param shift added to each reward, finite
     * @param factor then multiplied with it, positive
     */
    public ScaledReward(Environment environment, double shift, double factor) {
        super(environment);
        this.shift = Checks.within("shift of rewards", shift, -Double.MAX_VALUE, Double.MAX_VALUE);
        this.factor = Checks.positive("factor of rewards", factor);
    }

    @Override
    public EnvironmentStep step(int action) {
        EnvironmentStep step = super.step(action);
        return step.withReward((step.reward() + shift) * factor);
    }

    @Override
    public Identity identity() {
        return super.identity().with("shift of rewards", shift).with("factor of rewards", factor);
    }
}
