// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    @Test
    void rowsKnowTheirLinesPastCommentsBlankLinesAndCellsOfSeveralLines() throws IOException {
        List<CsvTable.Row> rows =
                table("# comment\n\na,b\n\n1,2\n# comment\n   \n3,\"4\n# not a comment\n\n5\"\n\n6,7");
        assertEquals(
                List.of("t.csv, line 5", "t.csv, line 8", "t.csv, line 13"),
                rows.stream().map(CsvTable.Row::place).toList());
        assertEquals("4\n# not a comment\n\n5", rows.get(1).text("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEndWillDo(String end) throws IOException {
        List<CsvTable.Row> rows = table(String.join(end, "a,b", "1,2", "", "3,x"));
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> rows.get(1).number("b", 0, 1));
        assertEquals("t.csv, line 4, field 'b': value 'x' must be a number", e.getMessage());
    }

    @Test
    void theByteOrderMarkOfSpreadsheetsIsNoPartOfTheHeader() throws IOException {
        assertEquals(1, table("\ufeffa,b\n1,2\n").get(0).integer("a", 0));
        assertEquals(1, table("\ufeff# comment\na,b\n1,2\n").get(0).integer("a", 0));
    }

    @Test
    void moreColumnsThanNeededAreAllowed() throws IOException {
        assertEquals("2", table("note,a,b\nwhat for?,1,2\n").get(0).text("b"));
    }

    @Test
    void spacesAroundCellsDoNotCount() throws IOException {
        assertEquals(2.5e-3, table(" a , b \n 1 , 2.5e-3 \n").get(0).number("b", 0, 1));
    }

    @Test
    void aQuoteThatIsNotClosedIsFoundWhereItBegins() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> table("a,b\n1,2\n\n3,\"4\n5,6\n"));
        assertEquals(
                "t.csv, line 4: is not well-formed CSV (a cell begins with a quote and does not end with one)",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0,0\\n1,2          | line 1: is not well-formed CSV (the header has the column '0' twice; it must name a,b)
            a,\\n1,2           | line 1: is not well-formed CSV (the header has a column without a name; it must name a,b)
            a,b\\n1,2\\n"3"x,4 | line 3: is not well-formed CSV (text stands between the quote that ends a cell and the next comma)
            "a,b\\n1,2         | line 1: is not well-formed CSV (a cell begins with a quote and does not end with one; it must name a,b)
            """)
    void whatIsMalformedIsSaidInWordsOfOurOwn(String text, String said) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> table(text.replace("\\n", "\n") + "\n"));
        assertEquals("t.csv, " + said, e.getMessage());
    }

    @Test
    void theSecondOfTwoEqualRowsIsNamed() throws IOException {
        CsvTable table = CsvTable.read(new StringReader("a,b\n1,2\n1,3\n# again\n1,2\n"), "t.csv", "a", "b");
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> table.requireUnique("a", "b"));
        assertEquals("t.csv, line 5, field 'a+b': value '1+2' must not appear twice", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "2f", "0x1p3", "1_000", "1,5", "--1", "1e", "e1", ".", "+", "\u0661"})
    void whatJavaButNoTableCallsANumberIsRefused(String text) throws IOException {
        CsvTable.Row row = table("a,b\n1,\"" + text + "\"\n").get(0);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> row.number("b", -1e9, 1e9));
        assertEquals("t.csv, line 2, field 'b': value '" + text + "' must be a number", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "+1", "1.", "1.0", "10e-1", ".1E1", "0.1e+1"})
    void everyDecimalNotationIsRead(String text) throws IOException {
        assertEquals(1, table("a,b\n" + text + ",x\n").get(0).number("a", 0, 1));
    }

    @Test
    void rulesNameTheBoundsThatHold() {
        assertEquals("must be a finite number", Ranges.rule(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertEquals("must be a finite number, above 0", Ranges.rule(Double.MIN_VALUE, Double.POSITIVE_INFINITY));
        assertEquals("must be a finite number, at least 2", Ranges.rule(2, Double.POSITIVE_INFINITY));
        assertEquals("must be a finite number, above 0 and at most 0.5", Ranges.rule(Double.MIN_VALUE, 0.5));
    }

    private static List<CsvTable.Row> table(String text) throws IOException {
        return CsvTable.read(new StringReader(text), "t.csv", "a", "b").rows();
    }
}
