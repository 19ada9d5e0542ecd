// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A scenario as it is named on the command line.
 *
 * @param name the bundled scenario's name, or the file's name without ending
 * @param argument the bundled scenario's name, or the file's path as it was given
 * @param scenario what it says
 * @param hashes SHA-256 of the document and of the files that it names, by path
 */
public record ScenarioSource(String name, String argument, ServingScenario scenario, Map<String, String> hashes) {
    /** Stands for names that would mean another folder than one of their own: "..yaml", "...yaml". */
    private static final String UNNAMED = "scenario";

    /**
     * Finds a scenario.
     *
     * @param argument a bundled scenario's name, or the path of a YAML file
     * @return the scenario
     * @throws InvalidInputException if it is neither, or the file breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static ScenarioSource of(String argument) throws IOException {
        return of(argument, Map.of());
    }

    /**
     * Finds a scenario and changes values in it.
     *
     * @param argument a bundled scenario's name, or the path of a YAML file
     * @param changes values by path, as {@link io.github.virgasim.input.YamlNode#set} takes them
     * @return the scenario
     * @throws InvalidInputException if it is neither, or the file or a change breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static ScenarioSource of(String argument, Map<String, String> changes) throws IOException {
        if (Scenarios.names().contains(argument)) {
            Map<String, String> hashes =
                    new Inputs().addShipped("scenarios/" + argument + ".yaml").hashes();
            return new ScenarioSource(argument, argument, Scenarios.named(argument, changes), hashes);
        }
        if (!argument.matches(".*\\.ya?ml")) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "scenario must be one of: %s, or the path of a .yaml file, was '%s'",
                    String.join(", ", Scenarios.names()),
                    argument));
        }
        Path file = Path.of(argument);
        Set<Path> files = new LinkedHashSet<>(List.of(file));
        ServingScenario scenario = Scenarios.read(file, changes, files::add);
        Inputs inputs = new Inputs();
        for (Path read : files) {
            inputs.add(read);
        }
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return new ScenarioSource(name.matches("\\.*") ? UNNAMED : name, argument, scenario, inputs.hashes());
    }

    /**
     * Tells this scenario from others of the same name.
     *
     * @return the hash of each file by name, without the folder, so that a copy elsewhere is the same scenario
     */
    public Identity identity() {
        Map<String, String> parts = new LinkedHashMap<>();
        // The scenario's own document comes first, and may be renamed.
        hashes.forEach((path, hash) -> parts.put(
                parts.isEmpty()
                        ? "sha256 of the scenario"
                        : "sha256 of " + Path.of(path).getFileName(),
                hash));
        return new Identity(parts);
    }
}
