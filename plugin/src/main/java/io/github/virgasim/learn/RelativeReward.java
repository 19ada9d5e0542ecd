// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;

/**
 * An environment whose rewards are told relative to those of a twin that lives through the same episode, the same queries
 * included, and always takes the same action: {@code factor * (reward - reward of the twin)}.
 *
 * <p>What the twin earns does not depend on the agent, so no policy's rank changes; but what makes an episode hard or easy
 * whatever one does cancels out, and less noise is left to learn from (H. Mao et al., "Variance reduction for
 * reinforcement learning in input-driven environments", ICLR 2019). Costs a second run of each episode. Where episodes can
 * terminate at different times, or the twin's action can be ruled out, this does not apply.
 */
public final class RelativeReward extends ForwardingEnvironment {
    private final Environment twin;
    private final int action;
    private final double factor;

    /**
     * Tells rewards relative to a twin's.
     *
     * @param environment the environment to act in
     * @param twin an environment equal to it
     * @param action index of the action that the twin takes
     * @param factor multiplies the difference, positive
     */
    public RelativeReward(Environment environment, Environment twin, int action, double factor) {
        super(environment);
        this.twin = twin;
        this.action = (int) Checks.within(
                "index of the twin's action", action, 0, environment.actions().size() - 1);
        this.factor = Checks.positive("factor of rewards", factor);
    }

    @Override
    public double[] reset(long seed) {
        twin.reset(seed);
        return super.reset(seed);
    }

    @Override
    public EnvironmentStep step(int chosen) {
        EnvironmentStep step = super.step(chosen);
        return step.withReward(factor * (step.reward() - twin.step(action).reward()));
    }

    @Override
    public Identity identity() {
        return super.identity()
                .with("rewards relative to", actions().names().get(action))
                .with("factor of relative rewards", factor);
    }
}
