// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void alignsNumbersToTheRight() {
        TextTable table = new TextTable("policy", "ms").row("closest", "1.5").row("far", "-");
        assertEquals("policy    ms\n-------  ---\nclosest  1.5\nfar        -\n", table.toString());
    }

    @Test
    void writesNumbersTheSameEverywhere() {
        assertEquals("1234.50", TextTable.number(1234.5, 2));
        assertEquals("-", TextTable.number(Double.NaN, 2));
        assertEquals("3.0 ± 2.0", TextTable.number(new ConfidenceInterval(3, 1.96, 5), 1));
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThrows(IllegalArgumentException.class, () -> new TextTable("a", "b").row("1"));
    }

    @Test
    void isWrittenForMarkdownToo() {
        TextTable table = new TextTable("policy", "served %").row("closest", "71.2");
        assertEquals("| policy | served % |\n|:--|--:|\n| closest | 71.2 |\n", table.markdown());
    }
}
