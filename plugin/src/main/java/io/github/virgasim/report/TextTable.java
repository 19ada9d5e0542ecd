// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for the terminal: the first column to the left, all others to the right, a line under the head. */
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    /**
     * Starts a table.
     *
     * @param head the names of the columns
     */
    public TextTable(String... head) {
        rows.add(head);
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @return this table
     * @throws IllegalArgumentException if the number of cells is another than that of the columns
     */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "row must have %d cells, has %d", rows.get(0).length, cells.length));
        }
        rows.add(cells);
        return this;
    }

    /**
     * Writes a number.
     *
     * @param value the number
     * @param decimals number of decimals, not negative
     * @return the rounded number; "-" for NaN
     */
    public static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * Writes an interval.
     *
     * @param interval the interval
     * @param decimals number of decimals, not negative
     * @return "mean ± half width"; the mean alone for a single value
     */
    public static String number(ConfidenceInterval interval, int decimals) {
        String mean = number(interval.mean(), decimals);
        return Double.isNaN(interval.halfWidth()) ? mean : mean + " ± " + number(interval.halfWidth(), decimals);
    }

    @Override
    public String toString() {
        int[] width = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            append(text, rows.get(r), width);
            if (r == 0) {
                for (int i = 0; i < width.length; i++) {
                    text.append(i == 0 ? "" : "  ").append("-".repeat(width[i]));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Writes the table for a Markdown document.
     *
     * @return lines with the first column to the left and all others to the right
     */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append("| ").append(String.join(" | ", rows.get(r))).append(" |\n");
            if (r == 0) {
                text.append("|:--|")
                        .append("--:|".repeat(rows.get(0).length - 1))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String[] row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(width[i] - row[i].length());
            line.append(i == 0 ? row[i] + padding : "  " + padding + row[i]);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
