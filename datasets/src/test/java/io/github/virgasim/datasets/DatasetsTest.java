// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {

    static List<String> names() {
        return Datasets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDataSetIsDescribed(String name) throws IOException {
        String text;
        try (InputStream in = Datasets.open(name)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(text.startsWith("# "), name + " must begin with a comment");
        if (!name.endsWith(".csv")) {
            return;
        }
        List<String> rows = text.lines().filter(line -> !line.startsWith("#")).toList();
        assertTrue(text.contains("Source") || rows.get(0).endsWith(",source"), name + " must name its sources");
        long commas = commas(rows.get(0));
        assertTrue(rows.size() > 1, name + " must have rows");
        rows.forEach(row -> assertEquals(commas, commas(row), name + ": " + row));
    }

    @Test
    void everyResourceFileIsListed() throws Exception {
        Path tasks = Path.of(Datasets.class.getResource("catalog/tasks.csv").toURI());
        Path folder = tasks.getParent().getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> found = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".class"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            assertEquals(Datasets.names(), found);
        }
    }

    @Test
    void anUnknownNameIsNamedTogetherWithTheKnownOnes() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Datasets.open("catalog/cars.csv"));
        assertTrue(e.getMessage().contains("catalog/cars.csv"), e.getMessage());
        assertTrue(e.getMessage().contains("catalog/variants.csv"), e.getMessage());
    }

    /** Commas between fields: those inside quotes belong to a value. */
    private static long commas(String row) {
        return row.replaceAll("\"[^\"]*\"", "").chars().filter(c -> c == ',').count();
    }
}
