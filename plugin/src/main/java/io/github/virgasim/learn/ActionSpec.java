// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.HashSet;
import java.util.List;

/**
 * The actions that an agent chooses from, in order.
 *
 * @param names name of each action, for example "least-impedance"; distinct
 */
public record ActionSpec(List<String> names) {

    /** Checks the names. */
    public ActionSpec {
        names = List.copyOf(names);
        Checks.atLeastOne("number of actions", names.size());
        names.forEach(name -> Checks.named("action", name));
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidInputException("names of actions must be distinct, were " + names);
        }
    }

    /**
     * Counts the actions.
     *
     * @return how many there are, at least 1
     */
    public int size() {
        return names.size();
    }
}
