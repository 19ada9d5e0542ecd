// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultWriterTest {
    @TempDir
    private Path folder;

    private String write(Object... values) throws IOException {
        Path file = folder.resolve("x.csv");
        try (ResultWriter writer = new ResultWriter(file, List.of("name", "value"))) {
            writer.row(values);
        }
        return Files.readString(file);
    }

    @Test
    void theHeaderIsTheFirstLine() throws IOException {
        assertEquals("name,value\nplain,1\n", write("plain", 1));
    }

    @Test
    void quotesWhatNeedsIt() throws IOException {
        assertEquals("name,value\n\"with, comma\",0.1\n", write("with, comma", 0.1));
        assertEquals("name,value\n\"with \"\"quotes\"\"\",\n", write("with \"quotes\"", Double.NaN));
        assertEquals("name,value\n\"two\nlines\",\"#1\"\n", write("two\nlines", "#1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "=", "-x"
            })
    void textIsNoFormula(String text) throws IOException {
        assertTrue(write(text, 1).replace("\"", "").startsWith("name,value\n'" + text));
    }

    @Test
    void numbersStayNumbers() throws IOException {
        assertEquals("name,value\n-1,-0.5\n", write(-1, -0.5));
        assertEquals("name,value\n-1.0E-7,-9223372036854775808\n", write(-1e-7, Long.MIN_VALUE));
        assertEquals("name,value\n-5,+2.5e-3\n", write("-5", "+2.5e-3"));
    }

    @Test
    void writesWhatVirgaReads() throws IOException {
        write("a, b", 1.0 / 3);
        CsvTable.Row row =
                CsvTable.read(folder.resolve("x.csv"), "name", "value").rows().get(0);
        assertEquals("a, b", row.text("name"));
        assertEquals(1.0 / 3, row.number("value", 0, 1));
    }
}
