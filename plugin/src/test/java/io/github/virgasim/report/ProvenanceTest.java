// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
