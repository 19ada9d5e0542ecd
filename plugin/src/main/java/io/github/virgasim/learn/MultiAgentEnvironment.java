// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import java.util.List;

/**
 * A decision problem of several agents in episodes. All see the same {@link GraphObservation}, act at the same time and are
 * paid one by one.
 *
 * <p>An action has parts, chosen one after another. Part 0 picks one of the agent's candidates, whose number changes from
 * step to step; each further part has a fixed number of choices, for example how many GPUs and then how many CPUs the
 * candidate gets. Which choices a part has left may depend on the parts chosen before it. Instead of acting an agent may
 * always do {@link #NOTHING}.
 *
 * <p>Agents must not pick the same candidate: whoever decides for them resolves conflicts before {@link #step}.
 *
 * <p>An environment is used by one thread.
 */
public interface MultiAgentEnvironment {
    /** Part 0 of the action of an agent that does not act; its other parts do not matter. */
    int NOTHING = -1;

    /**
     * Counts the agents.
     *
     * @return at least 1, always the same
     */
    int agents();

    /**
     * Describes the observations.
     *
     * @return types of nodes and relations, always the same
     */
    GraphSpec observation();

    /**
     * Describes the parts of an action after part 0.
     *
     * @return the choices of part 1, 2, ..., always the same; none if picking a candidate is all
     */
    List<ActionSpec> parts();

    /**
     * Starts a new episode, whatever became of the last one.
     *
     * @param seed fixes all chance of the episode: the same seed and the same actions give the same episode
     * @return the first observation
     */
    GraphObservation reset(long seed);

    /**
     * Tells which choices a part of an agent's action has now. Asked between {@link #reset} or {@link #step} and the next
     * step; does not change anything.
     *
     * @param agent index of the agent
     * @param chosen the action as far as it has been chosen: {@code chosen[0 .. part - 1]} count, the rest does not
     * @param part index of the part to be chosen, from 0
     * @param allowed is filled with whether each choice may be taken; for part 0 as long as the agent's candidates, else as
     *     {@link #parts()} says. Part 0 may have no choice left, which leaves {@link #NOTHING}; after a choice that was
     *     allowed the next part has at least one
     */
    void allowed(int agent, int[] chosen, int part, boolean[] allowed);

    /**
     * Takes the actions of all agents.
     *
     * @param actions for each agent its parts: {@code actions[agent][0]} is {@link #NOTHING} or an index into the agent's
     *     candidates, {@code actions[agent][p]} the choice of part p; all choices must be allowed
     * @return what came of them
     * @throws IllegalArgumentException if a choice is not allowed, or two agents pick the same candidate
     * @throws IllegalStateException if the episode has ended, or none has been started
     */
    MultiAgentStep step(int[][] actions);

    /**
     * Tells this problem from others.
     *
     * @return all that its episodes depend on besides seed and actions
     */
    Identity identity();
}
