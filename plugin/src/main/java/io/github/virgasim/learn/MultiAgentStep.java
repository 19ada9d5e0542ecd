// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * What came of the actions of all agents.
 *
 * @param observation the observation after them; never changed afterwards
 * @param rewards what each agent is paid, finite; where agents work for a common end it is {@link #totalReward} that counts
 * @param elapsed how much time has passed, in the environment's unit; 0 if none has, because the agents act again in the same
 *     moment: learners discount by time, so that such steps discount nothing
 * @param terminated whether the episode ended by the rules of the problem, so that nothing of worth follows
 * @param truncated whether the episode was cut off; where both are true, terminated counts
 */
public record MultiAgentStep(
        GraphObservation observation, double[] rewards, double elapsed, boolean terminated, boolean truncated) {
    /**
     * Returns the common reward.
     *
     * @return the sum over all agents
     */
    public double totalReward() {
        double sum = 0;
        for (double reward : rewards) {
            sum += reward;
        }
        return sum;
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
