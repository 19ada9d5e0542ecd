// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.report.Passport;
import io.github.virgasim.validation.calibration.MeasurementFolder;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ErrorTables;
import io.github.virgasim.validation.source.ValidationSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors that ship for the passports are those of the site's page, and of the measurements where they are at hand. */
class ShippedErrorsTest {
    private static List<String> shipped() throws IOException {
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

    /** What virga validate --all writes as summary.csv. */
    @Test
    void theMeasurementsAtHandMakeTheSameTable(@TempDir Path folder) throws IOException {
        Optional<MeasurementFolder> data = MeasurementFolder.find();
        assumeTrue(data.isPresent(), "skipped: the published measurements are not at hand");
        Map<ValidationSource, Optional<Path>> sources =
                Sources.in(data.orElseThrow().path());
        List<ErrorRow> rows = new ArrayList<>();
        sources.forEach((source, from) -> rows.addAll(source.validate(from, Optional.empty())));
        Path file = folder.resolve("summary.csv");
        new ErrorTables(rows).writeSummary(file);
        List<String> made = Files.readAllLines(file);
        List<String> names = made.stream().map(line -> line.split(",")[0]).toList();
        assertEquals(
                shipped().stream()
                        .filter(line -> names.contains(line.split(",")[0]))
                        .collect(Collectors.joining("\n")),
                String.join("\n", made));
    }
}
