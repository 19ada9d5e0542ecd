// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.examples.cli.Console;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE =
            "</script><script>alert('x')</script>\"><img src=x onerror=alert(1)>\u2028&amp;@data@";

    @TempDir
    private Path folder;

    private static Findings findings(String text) {
        return new Findings() {
            @Override
            public String text() {
                return text;
            }

            @Override
            public void write(Path folder) {}
        };
    }

    private Page write(String title, Provenance provenance, String text) throws Exception {
        new HtmlReport(title, provenance, findings(text), List.of()).write(folder);
        return Page.read(folder);
    }

    private static Provenance provenance(String word) {
        return new Provenance(
                "virga run " + word, Map.of(word, "ab"), List.of(3L, 4L), Map.of(word, word), List.of(word));
    }

    @Test
    void aRunsReportHasWhatItsFilesHave() throws Exception {
        Path out = folder.resolve("out");
        Console run = ShortRun.of(folder, out);
        assertEquals(0, run.exitCode, run.err);
        Page page = Page.read(out);
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                JsonNode table = page.table(file.getFileName().toString());
                List<CsvTable.Row> rows = CsvTable.read(file).rows();
                assertEquals(rows.size(), table.get("total").asInt());
                assertEquals(rows.size(), table.get("rows").size());
                for (int i = 0; i < rows.size(); i++) {
                    for (int k = 0; k < table.get("columns").size(); k++) {
                        String name = table.get("columns").get(k).asText();
                        String there = rows.get(i).has(name) ? rows.get(i).text(name) : "";
                        assertEquals(
                                shortened(there),
                                table.get("rows").get(i).get(k).asText(),
                                file + " " + name);
                    }
                }
            }
        }
        CsvTable.Row row = CsvTable.read(out.resolve("summary.csv")).rows().get(0);
        JsonNode bar = page.data().get("figures").get(0).get("series").get(0);
        assertEquals("closest", bar.get("name").asText());
        assertEquals(
                row.number("served_percent", 0, 100),
                bar.get("points").get(0).get(1).asDouble(),
                1e-9);
        assertEquals(3, page.data().get("figures").size(), "panels, each once");
        assertEquals(3, page.data().get("maps").get(0).get("sites").size());
        assertEquals(3, page.data().get("maps").get(0).get("workers").size());
        assertEquals(60, page.data().get("runs").get(0).get("busy_percent").size());
        assertEquals(
                row.integer("served", 0) + row.integer("late", 0),
                page.data().get("runs").get(0).get("answered").asInt());
        assertTrue(page.text().contains(Files.readString(out.resolve(HtmlReport.TRACE))));
        assertTrue(page.trace().get("traceEvents").size() > 100);
    }

    private static String shortened(String cell) {
        return cell.length() > 200 ? cell.substring(0, 200) + "…" : cell;
    }

    @Test
    void nothingIsLoaded() throws Exception {
        Page page = write("t", provenance("w"), "text");
        assertTrue(page.text().contains("default-src 'none'"));
        // Of others' code only names of schemas and licences may look like addresses.
        String own = page.text().replaceFirst("(?s)<script>\\s*/\\*.*?</script>", "");
        assertTrue(own.length() < 100_000, () -> own.length() + " characters without the charts");
        for (String load :
                List.of("https?:", "\\bsrc=", "@import", "url\\(", "\\bfetch\\(", "XMLHttpRequest", "<link")) {
            assertFalse(Pattern.compile(load).matcher(own).find(), load);
        }
        assertEquals(0, page.count("img") + page.count("iframe") + page.count("link"));
    }

    @Test
    void textsStayTexts() throws Exception {
        Files.writeString(
                folder.resolve("t.csv"), "name,\"a \"\"b\"\"\"\n\"" + HOSTILE.replace("\"", "\"\"") + "\",1.5\n");
        Figure.bars(HOSTILE, HOSTILE, 100, Map.of(HOSTILE, ConfidenceInterval.of(1, 2)))
                .save(folder, "f");
        Page page = write(HOSTILE, provenance(HOSTILE), HOSTILE);
        assertEquals(4, page.count("script"));
        assertEquals(0, page.count("img"));
        assertEquals(HOSTILE, page.markup().getElementsByTagName("h1").item(0).getTextContent());
        assertEquals(HOSTILE, page.markup().getElementsByTagName("pre").item(0).getTextContent());
        assertTrue(page.markup()
                .getElementsByTagName("dl")
                .item(0)
                .getTextContent()
                .contains(HOSTILE));
        assertEquals(HOSTILE, page.table("t.csv").get("rows").get(0).get(0).asText());
        assertEquals("a \"b\"", page.table("t.csv").get("columns").get(1).asText());
        assertEquals(HOSTILE, page.data().get("figures").get(0).get("title").asText());
    }

    @Test
    void largeTablesAreThinned() throws Exception {
        StringBuilder rows = new StringBuilder("k,text\n");
        for (int k = 0; k < 5000; k++) {
            rows.append(k).append(",x\n");
        }
        Files.writeString(folder.resolve("many.csv"), rows);
        Files.writeString(folder.resolve("wide.csv"), "k,text\n" + ("1," + "y".repeat(5000) + "\n").repeat(1000));
        Files.writeString(folder.resolve("head.csv"), "k,text\n");
        Files.writeString(folder.resolve("empty.csv"), "");
        Page page = write("t", provenance("w"), "");
        JsonNode many = page.table("many.csv");
        assertEquals(5000, many.get("total").asInt());
        assertEquals(3, many.get("every").asInt());
        assertEquals(1667, many.get("rows").size());
        assertEquals("2997", many.get("rows").get(999).get(0).asText());
        JsonNode wide = page.table("wide.csv");
        assertEquals(1000, wide.get("total").asInt());
        assertTrue(wide.get("rows").size() < 100);
        assertEquals(201, wide.get("rows").get(0).get(1).asText().length());
        assertEquals(0, page.table("head.csv").get("rows").size());
        assertEquals(0, page.table("empty.csv").get("columns").size());
        assertTrue(page.text().length() < 2_000_000);
    }

    @Test
    void sameFilesGiveTheSameBytesUnderEveryLocale() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "k,v\n1,2.5\n");
        Locale before = Locale.getDefault();
        Path report = folder.resolve("report.html");
        HtmlReport writer = new HtmlReport("t", provenance("w"), findings("x"), List.of());
        writer.write(folder);
        byte[] first = Files.readAllBytes(report);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            writer.write(folder);
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(report)));
    }
}
