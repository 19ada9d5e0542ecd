// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    @TempDir
    private Path folder;

    @Test
    void headAndRowsStandInTheSameColumns() throws IOException {
        Path file = folder.resolve("t.csv");
        ResultTable<String> table =
                new ResultTable<String>().column("word", word -> word).column("length", "letters", String::length);
        table.write(file, List.of("one", "three"));
        assertEquals("word,length_letters\none,3\nthree,5\n", Files.readString(file));
        try (ResultTable.Rows<String> rows = table.open(file)) {
            rows.add("x");
        }
        assertEquals("word,length_letters\nx,1\n", Files.readString(file));
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        ResultTable<String> table = new ResultTable<String>().column("a", "b", word -> word);
        assertThrows(InvalidInputException.class, () -> table.column("a_b", word -> word));
    }
}
