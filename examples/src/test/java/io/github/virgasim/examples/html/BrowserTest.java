// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a report in headless Chromium, at the width of a phone; left out where there is none on the PATH. */
class BrowserTest {
    private static final Pattern RESULT = Pattern.compile("<p id=\"result\">(.*?)</p>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static Optional<Path> chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    void drawsAndSortsWithoutErrors() throws Exception {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the report is not opened in a browser");
        Path out = folder.resolve("out");
        assertEquals(0, ShortRun.of(folder, out).exitCode);
        try (InputStream drive = BrowserTest.class.getResourceAsStream("drive.html")) {
            Files.copy(drive, out.resolve("drive.html"));
        }
        JsonNode seen = seen(chromium.get(), out.resolve("drive.html"));
        assertEquals(0, seen.get("errors").size(), seen::toString);
        assertEquals(7, seen.get("charts").asInt(), "three panels, map, loads, queries, a chosen table");
        assertEquals(0, seen.get("empty").asInt());
        assertEquals(6, seen.get("tables").asInt() - 1, "six tables and the passport");
        for (String order : List.of("ascending", "descending")) {
            assertEquals(order, seen.get(order).get(0).asText());
            List<Double> cells = Stream.iterate(0, i -> i + 1)
                    .limit(seen.get(order).get(1).size())
                    .map(i -> seen.get(order).get(1).get(i).asDouble())
                    .toList();
            assertEquals(11 * 2, cells.size());
            for (int i = 1; i < cells.size(); i++) {
                double step = cells.get(i) - cells.get(i - 1);
                assertTrue(order.equals("ascending") ? step >= 0 : step <= 0, cells::toString);
            }
        }
        assertEquals("2 to 2.67 s", seen.get("clock").asText());
        assertTrue(seen.get("width").asInt() <= 390, () -> "page is " + seen.get("width") + " px wide on a phone");
    }

    private JsonNode seen(Path chromium, Path page) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Path err = folder.resolve("console.txt");
        Process process = new ProcessBuilder(
                        chromium.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--allow-file-access-from-files",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=800,6200",
                        "--virtual-time-budget=15000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "Chromium does not end");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertFalse(Files.readString(err).contains(":CONSOLE"), () -> read(err));
        Matcher result = RESULT.matcher(Files.readString(out));
        assertTrue(result.find(), () -> read(out));
        return new ObjectMapper().readTree(result.group(1).replace("&amp;", "&"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
