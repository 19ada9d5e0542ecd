// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;

/** Cells of iFogSim2's CSV files, which it cuts at every comma, quoted or not. */
final class CsvText {
    private CsvText() {}

    static void check(String what, String text) {
        if (text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
            throw new InvalidInputException(
                    what + " must have no commas, quotes or line breaks, which iFogSim2 would cut it at, was '" + text
                            + "'");
        }
    }

    /** Returns a cell of a file of Virga's own, quoted where it needs to be. */
    static String cell(String text) {
        return text.matches("[^,\"\\n\\r#]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Returns a whole number, which iFogSim2 takes without a decimal point alone. */
    static int whole(CsvTable.Row row, String column, int least) {
        int value = row.integer(column, least);
        if (!row.text(column).matches("-?[0-9]+")) {
            throw row.invalid(column, row.text(column), "must be written without a decimal point");
        }
        return value;
    }
}
