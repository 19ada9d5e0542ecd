// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario as it is named on the command line.
 *
 * @param name the bundled scenario's name, or the file's name without ending
 * @param argument the bundled scenario's name, or the file's name without its folder
 * @param scenario what it says
 * @param hashes SHA-256 of the document and of the files that it names, by name
 */
record ScenarioSource(String name, String argument, ServingScenario scenario, Map<String, String> hashes) {
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
    static ScenarioSource of(String argument) throws IOException {
        if (Scenarios.names().contains(argument)) {
            String document = "scenarios/" + argument + ".yaml";
            return new ScenarioSource(
                    argument, argument, Scenarios.named(argument), Map.of(document, hashOfDataSet(document)));
        }
        if (!argument.matches(".*\\.ya?ml")) {
            throw new InvalidInputException("scenario must be one of: %s, or the path of a .yaml file, was '%s'"
                    .formatted(String.join(", ", Scenarios.names()), argument));
        }
        Path file = Path.of(argument);
        ServingScenario scenario = Scenarios.read(file);
        String fileName = file.getFileName().toString();
        String name = fileName.replaceFirst("\\.ya?ml$", "");
        return new ScenarioSource(name.matches("\\.*") ? UNNAMED : name, fileName, scenario, hashes(file));
    }

    /** Returns the SHA-256 of a data set that ships with Virga. */
    static String hashOfDataSet(String name) throws IOException {
        try (InputStream in = Datasets.open(name)) {
            return Provenance.sha256(in.readAllBytes());
        }
    }

    private static Map<String, String> hashes(Path file) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put(file.getFileName().toString(), Provenance.sha256(Files.readAllBytes(file)));
        Path folder = file.toAbsolutePath().getParent();
        YamlNode root = YamlNode.read(file);
        if (root.has("catalog")) {
            put(hashes, folder, root.text("catalog"));
        }
        if (root.get("clients").has("file")) {
            put(hashes, folder, root.get("clients").text("file"));
        }
        for (YamlNode streamClass : root.get("classes").items()) {
            if (streamClass.has("queries_file")) {
                put(hashes, folder, streamClass.text("queries_file"));
            }
        }
        return hashes;
    }

    private static void put(Map<String, String> hashes, Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        if (Files.isDirectory(path)) {
            for (String table : List.of("devices.csv", "models.csv", "tasks.csv", "variants.csv")) {
                put(hashes, path, table);
            }
        } else {
            hashes.put(path.getFileName().toString(), Provenance.sha256(Files.readAllBytes(path)));
        }
    }
}
