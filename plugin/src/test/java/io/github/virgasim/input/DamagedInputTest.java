// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files cut short or with a changed character are either valid or refused in the one way that users can handle. */
class DamagedInputTest {
    private static final String STRANGE = "\t\n\r \"'#,:;-[]{}&*!|>%@`\\~?.0159eENx\u0000\u0007\u00e9\ufeff";

    @TempDir
    Path folder;

    @BeforeEach
    void copyValidFiles() {
        BrokenFiles.copyTo(folder);
    }

    @Test
    void aScenarioCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("scenario.yaml"));
        int refused = 0;
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(folder.resolve("scenario.yaml"), Arrays.copyOf(whole, length));
            refused += isRefused(this::runScenario) ? 1 : 0;
        }
        // Cut in front of or among the disturbances, which may be left out, the scenario is still whole.
        assertTrue(refused > 30, "only " + refused + " cuts were noticed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks.csv", "variants.csv", "catalog.yaml"})
    void aCatalogueCutAnywhere(String file) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(file));
        int refused = 0;
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(folder.resolve(file), Arrays.copyOf(whole, length));
            refused += isRefused(path -> readCatalog(path, file)) ? 1 : 0;
        }
        assertTrue(refused > 10, "only " + refused + " cuts were noticed");
    }

    @Test
    void aScenarioWithAChangedCharacter() throws IOException {
        String whole = Files.readString(folder.resolve("scenario.yaml"));
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            write("scenario.yaml", mutated(whole, seed));
            refused += isRefused(this::runScenario) ? 1 : 0;
        }
        assertTrue(refused > 50 && refused < 200, refused + " of 200 changes were refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks.csv", "variants.csv", "catalog.yaml"})
    void aCatalogueWithAChangedCharacter(String file) throws IOException {
        String whole = Files.readString(folder.resolve(file));
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            write(file, mutated(whole, seed));
            refused += isRefused(path -> readCatalog(path, file)) ? 1 : 0;
        }
        assertTrue(refused > 20 && refused < 200, refused + " of 200 changes were refused");
    }

    private void write(String file, String text) throws IOException {
        Files.write(folder.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mutated(String whole, int seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("mutation");
        int at = random.nextInt(whole.length());
        String inserted =
                random.nextInt(4) == 0 ? "" : String.valueOf(STRANGE.charAt(random.nextInt(STRANGE.length())));
        int skipped = inserted.isEmpty() ? 1 : random.nextInt(2);
        return whole.substring(0, at) + inserted + whole.substring(at + skipped);
    }

    /** Tells whether input is refused; any other exception than the one for bad input fails the test. */
    private boolean isRefused(Consumer<Path> use) {
        try {
            use.accept(folder);
            return false;
        } catch (InvalidInputException e) {
            assertTrue(e.getMessage().contains(folder.toString()), "must name the file: " + e.getMessage());
            return true;
        }
    }

    private void runScenario(Path path) {
        ServingScenario scenario = Scenarios.read(path.resolve("scenario.yaml"));
        new ServingEngine(scenario, new LeastImpedance(), 1).advance(1);
    }

    private void readCatalog(Path path, String file) {
        ModelCatalog catalog = ModelCatalog.read(file.endsWith(".yaml") ? path.resolve(file) : path);
        catalog.variants().forEach(v -> assertTrue(v.capacity(v.model().task().referenceSize()) > 0, v.name()));
    }
}
