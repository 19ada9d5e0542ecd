// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.HashSet;
import java.util.List;

/**
 * The components of an observation, in order.
 *
 * @param names name of each component, with its unit where it has one, for example "load of edge-1 [1/s]"; distinct
 */
public record ObservationSpec(List<String> names) {

    /** Checks the names. */
    public ObservationSpec {
        names = List.copyOf(names);
        Checks.atLeastOne("number of components", names.size());
        names.forEach(name -> Checks.named("component", name));
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidInputException("names of components must be distinct, were " + names);
        }
    }

    /**
     * Counts the components.
     *
     * @return how many there are, at least 1
     */
    public int size() {
        return names.size();
    }
}
