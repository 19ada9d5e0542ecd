// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** ASET's topologies as they are named on the command line. */
final class AsetTopologies {
    static final List<String> NAMES = List.of("dc-cloud", "co-dc-cloud", "full-edge", "real-deployment");

    /** The same with static policies that name one pair. */
    static final List<String> STRICT = List.of("dc-cloud-strict", "co-dc-cloud-strict", "full-edge-strict");

    private static final List<String> ALL =
            Stream.concat(NAMES.stream(), STRICT.stream()).toList();

    private AsetTopologies() {}

    /**
     * Finds a topology's scenario.
     *
     * @param argument one of {@link #NAMES} or {@link #STRICT}, or the path of a YAML file
     * @return a scenario whose clients are drawn at random
     * @throws InvalidInputException if it is neither, or clients are replayed
     */
    static ScenarioSource source(String argument) throws IOException {
        if (!ALL.contains(argument) && !argument.matches(".*\\.ya?ml")) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "--topology must be one of: %s, or the path of a .yaml file, was '%s'",
                    String.join(", ", ALL),
                    argument));
        }
        ScenarioSource source = ScenarioSource.of(ALL.contains(argument) ? "aset-" + argument : argument);
        if (source.scenario().workload().isReplayed()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "scenario '%s' replays its clients, whose rate cannot be changed", source.name()));
        }
        return source;
    }
}
