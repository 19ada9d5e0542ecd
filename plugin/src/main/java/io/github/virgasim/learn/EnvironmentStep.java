// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * What came of an action.
 *
 * <p>An episode ends in one of two ways, which learners treat differently: in a <em>terminated</em> episode nothing of
 * worth follows the last observation, in a <em>truncated</em> one life would have gone on and only the watching stopped
 * (a time limit), so that the last observation still has a value.
 *
 * @param observation the observation after the action; never changed afterwards
 * @param reward the reward of this step, finite
 * @param terminated whether the episode ended by the rules of the problem
 * @param truncated whether the episode was cut off; where both are true, terminated counts
 */
public record EnvironmentStep(double[] observation, double reward, boolean terminated, boolean truncated) {

    /**
     * Changes the reward.
     *
     * @param other the reward instead of this one, finite
     * @return a new step, everything else the same
     */
    public EnvironmentStep withReward(double other) {
        return new EnvironmentStep(observation, other, terminated, truncated);
    }

    /**
     * Tells whether the episode is over.
     *
     * @return whether it terminated or was truncated
     */
    public boolean ended() {
        return terminated || truncated;
    }
}
