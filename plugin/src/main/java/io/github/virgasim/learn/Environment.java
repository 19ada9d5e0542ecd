// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import java.util.Arrays;

/**
 * A decision problem in episodes: the agent sees an observation, picks one of a fixed number of actions, gets a reward
 * and the next observation.
 *
 * <p>An environment is used by one thread. It never changes an array that it has handed out, so that an agent can keep
 * an observation without copying it.
 */
public interface Environment {
    /**
     * Starts a new episode, whatever became of the last one.
     *
     * @param seed fixes all chance of the episode: the same seed and the same actions give the same episode
     * @return the first observation, as long as {@link #observation()} says; all values finite
     */
    double[] reset(long seed);

    /**
     * Takes an action.
     *
     * @param action index of the action, from 0 to below {@code actions().size()}; one that is {@link #allowed}
     * @return what came of it
     * @throws IllegalStateException if the episode has ended, or none has been started
     */
    EnvironmentStep step(int action);

    /**
     * Tells which actions may be taken now. Asked between {@link #reset} or {@link #step} and the next step; an
     * environment that rules out no action need not override it. May also be asked after a step that truncated the episode,
     * and then there may be no action left.
     *
     * @return for each action whether {@link #step} accepts it; at least one is true as long as the episode goes on
     */
    default boolean[] allowed() {
        boolean[] all = new boolean[actions().size()];
        Arrays.fill(all, true);
        return all;
    }

    /**
     * Describes the observation.
     *
     * @return the components of each observation, always the same
     */
    ObservationSpec observation();

    /**
     * Describes the actions.
     *
     * @return the actions to choose from, always the same
     */
    ActionSpec actions();

    /**
     * Tells this problem from others: names the reward, its weights, the loads and the length of an episode, whatever there
     * is of these.
     *
     * @return all that episodes depend on besides seed and actions
     */
    Identity identity();
}
