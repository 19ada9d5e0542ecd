// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.ifogsim.FogImport;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the file and key that a user has written where a scenario that was made of it cannot be read, as the scenario is gone
 * by then.
 *
 * @param scenario the file that was made
 * @param topology the file that it was made of
 * @param application what it was made of besides; null if there was none
 */
record FogPlaces(Path scenario, Path topology, Path application) {

    /** Returns the complaint about the files that the user has written, for one about those that were made. */
    InvalidInputException of(InvalidInputException e, FogImport.Result made, Set<String> copied) {
        String message = e.getMessage();
        Matcher place = Pattern.compile(Pattern.quote(scenario.toString()) + ", line \\d+(?:, key '([^']*)')?")
                .matcher(message);
        if (place.lookingAt()) {
            String key = place.group(1) == null ? "" : place.group(1);
            String rest = message.substring(place.end());
            Optional<FogImport.Origin> origin = made.origin(key);
            if (origin.isPresent()) {
                Path file = origin.get().inApplication() ? application : topology;
                return new InvalidInputException(file + ", key '" + origin.get().key() + "'" + rest);
            }
            message = "key '" + key + "'" + rest;
        }
        for (String name : copied) {
            String copy = scenario.resolveSibling(name).toString();
            if (message.startsWith(copy)) {
                return new InvalidInputException(topology.resolveSibling(name) + message.substring(copy.length()));
            }
        }
        return new InvalidInputException(topology + ": would make a scenario that cannot be read: " + message);
    }
}
