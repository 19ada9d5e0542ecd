// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultWriterTest {
    private static final Provenance PROVENANCE =
            new Provenance("virga run x", Map.of("x.yaml", "00ff"), List.of(1L, 2L), Map.of("duration_s", "60"));

    @Test
    void quotesWhatNeedsIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.csv");
        try (ResultWriter writer = new ResultWriter(file, PROVENANCE, List.of("name", "value"))) {
            writer.row("plain", 1);
            writer.row("with, comma", 0.1);
            writer.row("with \"quotes\"", Double.NaN);
        }
        assertEquals(
                List.of(
                        "# virga: " + Provenance.version(),
                        "# command: virga run x",
                        "# seeds: 1 2",
                        "# sha256 of x.yaml: 00ff",
                        "# duration_s: 60",
                        "name,value",
                        "plain,1",
                        "\"with, comma\",0.1",
                        "\"with \"\"quotes\"\"\","),
                Files.readAllLines(file));
    }

    @Test
    void writesWhatVirgaReads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.csv");
        try (ResultWriter writer = new ResultWriter(file, PROVENANCE, List.of("name", "value"))) {
            writer.row("a, b", 1.0 / 3);
        }
        CsvTable.Row row = CsvTable.read(file, "name", "value").rows().get(0);
        assertEquals("a, b", row.text("name"));
        assertEquals(1.0 / 3, row.number("value", 0, 1));
    }

    @Test
    void hashesAsSha256Does() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Provenance.sha256("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
