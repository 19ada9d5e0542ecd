// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * An environment whose rewards are told relative to those of a twin that lives through the same episode, the same queries
 * included, and always takes the same action: {@code factor * (reward - reward of the twin)}.
 *
 * <p>What the twin earns does not depend on the agent, so no policy's rank changes; but what makes an episode hard or easy
 * whatever one does cancels out, and less noise is left to learn from (H. Mao et al., "Variance reduction for
 * reinforcement learning in input-driven environments", ICLR 2019). Costs a second run of each episode. Where episodes can
 * terminate at different times this does not apply.
 *
 * @param environment the environment to act in
 * @param twin an environment equal to it
 * @param action index of the action that the twin takes
 * @param factor multiplies the difference, positive
 */
public record RelativeReward(Environment environment, Environment twin, int action, double factor)
        implements Environment {
    @Override
    public double[] reset(long seed) {
        twin.reset(seed);
        return environment.reset(seed);
    }

    @Override
    public EnvironmentStep step(int chosen) {
        EnvironmentStep step = environment.step(chosen);
        double reward = factor * (step.reward() - twin.step(action).reward());
        return new EnvironmentStep(step.observation(), reward, step.terminated(), step.truncated());
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
