// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.report.Passport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The errors that ship for the passports are those of the site's page; {@link PublishedErrorsTest} makes them anew. */
class ShippedErrorsTest {
    static List<String> shipped() throws IOException {
        try (InputStream bytes = Datasets.open(Passport.ERRORS)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** The page's table of what ships is pasted from the command; cells with a comma are quoted in the file. */
    @Test
    void theSitesTableOfWhatShipsIsTheShippedOne() throws IOException {
        Path page = Path.of("..", "site", "src", "site", "markdown", "validation.md");
        assumeTrue(Files.isRegularFile(page), "skipped: there is no " + page);
        String onPage = Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("| demo"))
                .map(line -> line.substring(2, line.length() - 2).replace(" | ", ";"))
                // A dash stands for what has not been measured.
                .map(line -> line.replaceAll(";-(?=;|$)", ";"))
                .sorted()
                .collect(Collectors.joining("\n"));
        String inFile = shipped().stream()
                .filter(line -> line.startsWith("demo"))
                .map(ShippedErrorsTest::unquoted)
                .sorted()
                .collect(Collectors.joining("\n"));
        assertEquals(onPage, inFile);
    }

    private static String unquoted(String line) {
        String[] quoted = line.split("\"", -1);
        if (quoted.length == 1) {
            return line.replace(',', ';');
        }
        return quoted[0].replace(',', ';') + quoted[1] + quoted[2].replace(',', ';');
    }
}
