// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class ProvenanceTest {
    private static final Provenance PLAIN =
            new Provenance("virga run x", Map.of("x.yaml", "00ff"), List.of(1L, 2L), Map.of("duration_s", "60"));

    private static Map<String, Object> read(Provenance provenance) {
        return new Yaml().load(provenance.toYaml(Map.of()));
    }

    @Test
    void warningsAreListed() {
        assertEquals(List.of(), read(PLAIN).get("warnings"));
        List<String> warnings = List.of("shares sum to 0.9: not 1", "- a # sign", "'quoted'");
        assertEquals(warnings, read(PLAIN.withWarnings(warnings)).get("warnings"));
        assertEquals(
                List.of("one", "two"),
                PLAIN.withWarnings(List.of("one")).withWarnings(List.of("two")).warnings());
    }

    @Test
    void hashesAsSha256Does(@TempDir Path folder) throws IOException {
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertEquals(expected, Provenance.sha256("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(expected, Provenance.sha256(Files.writeString(folder.resolve("x"), "abc")));
    }

    @Test
    void listsOutputsInADocumentThatShowsChanges(@TempDir Path folder) throws IOException {
        Map<String, String> outputs = Map.of("sub/a: b.csv", "12345", "=x", "1e5");
        String text = PLAIN.toYaml(outputs);
        Path file = folder.resolve("provenance.yaml");
        assertEquals(Optional.of(outputs), Provenance.outputs(Files.writeString(file, text)));
        for (String changed :
                List.of("", text + "\n", text.replace("12345", "12346"), text.replace('x', 'y'), "a: 1\n")) {
            assertEquals(Optional.empty(), Provenance.outputs(Files.writeString(file, changed)));
        }
    }
}
