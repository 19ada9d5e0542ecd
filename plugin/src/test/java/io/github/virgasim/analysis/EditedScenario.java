// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bundled scenarios with a slip in them. */
final class EditedScenario {
    private EditedScenario() {}

    /** Returns what is found in a scenario, each in one short line. */
    static List<String> texts(ServingScenario scenario) {
        List<String> texts = ScenarioCheck.of(scenario).findings().stream()
                .map(Finding::text)
                .toList();
        texts.forEach(text -> assertTrue(text.length() <= 200, text));
        return texts;
    }

    /** Reads a bundled scenario with texts replaced where they stand first; pairs of a text and what takes its place. */
    static ServingScenario edited(Path folder, String name, String... pairs) throws IOException {
        Files.writeString(folder.resolve("edited.yaml"), text("scenarios/" + name + ".yaml"));
        for (int i = 0; i < pairs.length; i += 2) {
            replace(folder, "edited.yaml", pairs[i], pairs[i + 1]);
        }
        return Scenarios.read(folder.resolve("edited.yaml"));
    }

    static void replace(Path folder, String file, String find, String with) throws IOException {
        String text = Files.readString(folder.resolve(file));
        int at = text.indexOf(find);
        assertTrue(at >= 0, find + " must stand in " + file);
        Files.writeString(folder.resolve(file), text.substring(0, at) + with + text.substring(at + find.length()));
    }

    static String text(String dataSet) throws IOException {
        try (InputStream in = Datasets.open(dataSet)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
