// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import java.util.List;

/**
 * The shapes of a {@link FlatEnvironment}, always the same for one environment.
 *
 * @param agents number of agents, at least 1
 * @param observation components of what each agent observes
 * @param parts the parts of each agent's action; part 0 is chosen first, and which choices the others have may depend on it
 * @param clock what the time of a state counts, for example "s"
 */
public record FlatSpec(int agents, ObservationSpec observation, List<ActionSpec> parts, String clock) {
    /**
     * Checks the numbers.
     *
     * @throws io.github.virgasim.input.InvalidInputException if there is no agent or no part
     */
    public FlatSpec {
        Checks.atLeastOne("number of agents", agents);
        parts = List.copyOf(parts);
        Checks.atLeastOne("number of parts of an action", parts.size());
        Checks.named("unit of the clock", clock);
    }

    /**
     * Returns the length of an agent's mask: the choices of part 0; then for each further part, for each choice of part 0, its
     * choices.
     *
     * @return number of values, at least 1
     */
    public int maskSize() {
        int first = parts.get(0).size();
        int size = first;
        for (int part = 1; part < parts.size(); part++) {
            size += first * parts.get(part).size();
        }
        return size;
    }

    /**
     * Returns where the choices of a part begin in an agent's mask.
     *
     * @param part index of the part
     * @param first choice of part 0; does not matter for part 0 itself
     * @return index into the mask
     */
    public int maskAt(int part, int first) {
        if (part == 0) {
            return 0;
        }
        int at = parts.get(0).size();
        for (int before = 1; before < part; before++) {
            at += parts.get(0).size() * parts.get(before).size();
        }
        return at + first * parts.get(part).size();
    }

    /**
     * Checks an agent's action against its mask.
     *
     * @param agent index of the agent, named in the message
     * @param action a choice for each part
     * @param allowed the agent's mask
     * @throws IllegalArgumentException if a choice does not exist or is not allowed
     */
    public void requireAllowed(int agent, int[] action, boolean[] allowed) {
        for (int part = 0; part < action.length; part++) {
            ActionSpec choices = parts.get(part);
            boolean exists = action[part] >= 0 && action[part] < choices.size();
            if (!exists || !allowed[maskAt(part, action[0]) + action[part]]) {
                throw new IllegalArgumentException("action of agent " + agent + ", part " + part
                        + (exists
                                ? ": '" + choices.names().get(action[part]) + "' (" + action[part]
                                        + ") is not allowed now"
                                : " must be between 0 and " + (choices.size() - 1) + ", was " + action[part]));
            }
        }
    }
}
