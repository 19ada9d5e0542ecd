// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a CSV text, in words of our own; the parser's name its methods. */
public final class CsvErrors {
    private static final Pattern DUPLICATE = Pattern.compile("duplicate name: \"(.*?)\" in \\[", Pattern.DOTALL);

    private CsvErrors() {}

    /**
     * Says what a parser complains about.
     *
     * @param complaint what the parser has thrown
     * @return the reason, for the end of a message
     */
    public static String words(Exception complaint) {
        Throwable cause = complaint instanceof UncheckedIOException e ? e.getCause() : complaint;
        String said = String.valueOf(cause.getMessage());
        Matcher duplicate = DUPLICATE.matcher(said);
        if (duplicate.find()) {
            return "the header has the column '" + duplicate.group(1) + "' twice";
        }
        if (said.contains("header name is missing")) {
            return "the header has a column without a name";
        }
        if (said.contains("EOF reached before encapsulated token")) {
            return "a cell begins with a quote and does not end with one";
        }
        if (said.contains("between encapsulated token and delimiter")) {
            return "text stands between the quote that ends a cell and the next comma";
        }
        return "its cells cannot be told apart";
    }
}
