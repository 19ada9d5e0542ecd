// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * A decision problem of one or more agents in numbers of fixed shape: what learners need that see nothing of Java's objects,
 * such as those of another language. All agents act at the same time, and an episode ends for all of them at once.
 *
 * <p>An environment is used by one thread. It never changes an array that it has handed out.
 */
public interface FlatEnvironment {
    /**
     * What an episode looks like now.
     *
     * @param observation what all agents observe, agent after agent, each as long as {@link FlatSpec#observation()} says;
     *     finite
     * @param allowed what all agents may do, agent after agent, each as long as {@link FlatSpec#maskSize()} says
     * @param rewards what the last step paid each agent; 0 after a reset
     * @param time since the episode began, in the unit of {@link FlatSpec#clock()}
     * @param terminated whether the episode ended by the rules of the problem
     * @param truncated whether the episode was cut off
     */
    record View(
            double[] observation,
            boolean[] allowed,
            double[] rewards,
            double time,
            boolean terminated,
            boolean truncated) {
        /**
         * Tells whether the episode is over.
         *
         * @return whether it terminated or was truncated
         */
        public boolean ended() {
            return terminated || truncated;
        }
    }

    /**
     * Describes the shapes.
     *
     * @return always the same
     */
    FlatSpec spec();

    /**
     * Starts a new episode, whatever became of the last one.
     *
     * @param seed fixes all chance of the episode
     * @return how it begins
     */
    View reset(long seed);

    /**
     * Takes the actions of all agents.
     *
     * @param actions agent after agent, each with a choice for every part; allowed ones
     * @return what came of them
     * @throws IllegalArgumentException if a choice is not allowed
     * @throws IllegalStateException if the episode has ended, or none has been started
     */
    View step(int[] actions);

    /**
     * Tells this problem from others.
     *
     * @return all that episodes depend on besides seed and actions
     */
    Identity identity();
}
