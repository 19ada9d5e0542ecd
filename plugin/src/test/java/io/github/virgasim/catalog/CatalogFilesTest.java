// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded catalogue, written as a user's folder and as a user's YAML file, is read back the same. */
class CatalogFilesTest {
    private static final List<String> TABLES = List.of("tasks", "devices", "models", "variants", "times");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();

    @TempDir
    Path folder;

    @BeforeEach
    void copyEmbeddedTables() throws IOException {
        for (String table : TABLES) {
            try (InputStream in = Datasets.open("catalog/" + table + ".csv")) {
                Files.copy(in, folder.resolve(table + ".csv"));
            }
        }
    }

    @Test
    void aFolderGivesTheSameCatalogue() {
        assertSame(ModelCatalog.embedded(), ModelCatalog.read(folder));
    }

    @Test
    void aYamlFileGivesTheSameCatalogue() throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (String table : TABLES) {
            yaml.append(table).append(":\n");
            try (Reader reader = Files.newBufferedReader(folder.resolve(table + ".csv"))) {
                for (CSVRecord row : FORMAT.parse(reader)) {
                    String mark = "  - ";
                    for (var cell : row.toMap().entrySet()) {
                        if (cell.getValue().isEmpty()) {
                            continue;
                        }
                        yaml.append(String.format(
                                Locale.ROOT,
                                "%s%s: '%s'%n",
                                mark,
                                cell.getKey(),
                                cell.getValue().replace("'", "''")));
                        mark = "    ";
                    }
                }
            }
        }
        Path file = Files.writeString(folder.resolve("catalog.yaml"), yaml);
        assertSame(ModelCatalog.embedded(), ModelCatalog.read(file));
    }

    @Test
    void aDeviceMayHaveAPowerSlope() throws IOException {
        Path devices = folder.resolve("devices.csv");
        List<String> lines = Files.readAllLines(devices).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + (line.startsWith("device,") ? ",slope_w" : line.startsWith("a30,") ? ",300" : ","))
                .toList();
        Files.write(devices, lines);
        ModelCatalog catalog = ModelCatalog.read(folder);
        assertEquals(300, catalog.device("a30").powerSlope());
        assertEquals(ModelCatalog.embedded().device("a100"), catalog.device("a100"));
        Files.write(
                devices,
                lines.stream().map(line -> line.replace(",300", ",-300")).toList());
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> ModelCatalog.read(folder));
        assertTrue(e.getMessage().contains("field 'slope_w': value '-300' must be a finite number, at least 0"));
    }

    @Test
    void twoEntriesOfOneNameAreRefusedHoweverTheCatalogueIsMade() {
        ModelCatalog all = ModelCatalog.embedded();
        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> new ModelCatalog(
                        all.tasks(),
                        all.devices(),
                        List.of(all.models().get(0), all.models().get(0)),
                        all.variants()));
        assertEquals("model 'yolov8n' must not appear twice in the catalogue", e.getMessage());
    }

    private static void assertSame(ModelCatalog expected, ModelCatalog actual) {
        assertEquals(expected.tasks(), actual.tasks());
        assertEquals(expected.devices(), actual.devices());
        assertEquals(expected.models(), actual.models());
        assertEquals(expected.variants(), actual.variants());
    }
}
