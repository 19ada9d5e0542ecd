// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.YamlNode;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * Finds the files that a scenario names, beside it.
 *
 * @param folder where the scenario is
 * @param found is told of each file or folder that is named: the words of the scenario, and the path
 */
record ScenarioFiles(Path folder, BiConsumer<String, Path> found) {
    /** Stands for a scenario that names none. */
    static final ScenarioFiles NONE = beside(Path.of("scenario.yaml"), (text, file) -> {});

    /** Finds files beside a scenario's own; their paths are absolute only if its path, or what it says, is. */
    static ScenarioFiles beside(Path scenario, BiConsumer<String, Path> found) {
        return new ScenarioFiles(scenario.getParent() == null ? Path.of("") : scenario.getParent(), found);
    }

    /** Returns the file that a value names. */
    Path find(YamlNode value) {
        Path file = value.make(() -> folder.resolve(value.text()));
        found.accept(value.text(), file);
        return file;
    }
}
