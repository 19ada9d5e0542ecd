// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Scenarios that ship with Virga, and those in users' YAML files. */
public final class Scenarios {
    private static final String FOLDER = "scenarios/";
    private static final String ENDING = ".yaml";

    private Scenarios() {}

    /**
     * Returns the names of the bundled scenarios.
     *
     * @return sorted
     */
    public static List<String> names() {
        return Datasets.names().stream()
                .filter(name -> name.startsWith(FOLDER) && name.endsWith(ENDING))
                .map(name -> name.substring(FOLDER.length(), name.length() - ENDING.length()))
                .sorted()
                .toList();
    }

    /**
     * Opens a bundled scenario.
     *
     * @param name one of {@link #names()}
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static ServingScenario named(String name) {
        return named(name, Map.of());
    }

    /**
     * Opens a bundled scenario with other values.
     *
     * @param name one of {@link #names()}
     * @param changes values by path, as {@link YamlNode#set} takes them
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown, or a change breaks a rule
     */
    public static ServingScenario named(String name, Map<String, String> changes) {
        YamlNode document = document(name);
        changes.forEach(document::set);
        return ScenarioReader.read(document, ScenarioFiles.NONE);
    }

    /**
     * Returns a bundled scenario's description.
     *
     * @param name one of {@link #names()}
     * @return one sentence
     */
    public static String description(String name) {
        return document(name).text("description", "");
    }

    /**
     * Reads a scenario from a YAML file. Files that it names are sought beside it.
     *
     * @param file the YAML file
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException if something is missing or breaks a rule; the message names
     *     file, line and key
     */
    public static ServingScenario read(Path file) {
        return read(file, named -> {});
    }

    /**
     * Reads a scenario from a YAML file and tells which files it names.
     *
     * @param file the YAML file
     * @param named is told of each file or folder that the scenario names, as often as it does, with a path that is absolute
     *     only if the scenario's path, or what it says, is
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException as {@link #read(Path)} does
     */
    public static ServingScenario read(Path file, Consumer<Path> named) {
        return read(file, Map.of(), named);
    }

    /**
     * Reads a scenario with other values from a YAML file and tells which files it names.
     *
     * @param file the YAML file
     * @param changes values by path, as {@link YamlNode#set} takes them
     * @param named as above
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException as {@link #read(Path)} does
     */
    public static ServingScenario read(Path file, Map<String, String> changes, Consumer<Path> named) {
        return read(file, changes, (text, path) -> named.accept(path));
    }

    /**
     * Reads a scenario from a YAML file and tells how it names files.
     *
     * @param file the YAML file
     * @param named is told of each file or folder that the scenario names, as often as it does: its words, and the path as above
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException as {@link #read(Path)} does
     */
    public static ServingScenario readNaming(Path file, BiConsumer<String, Path> named) {
        return read(file, Map.of(), named);
    }

    private static ServingScenario read(Path file, Map<String, String> changes, BiConsumer<String, Path> named) {
        YamlNode document = YamlNode.read(file);
        changes.forEach(document::set);
        return ScenarioReader.read(document, ScenarioFiles.beside(file, named));
    }

    private static YamlNode document(String name) {
        String resource = FOLDER + Checks.oneOf("scenario", name, names()) + ENDING;
        try (var reader = new InputStreamReader(Datasets.open(resource), StandardCharsets.UTF_8)) {
            return YamlNode.read(reader, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
