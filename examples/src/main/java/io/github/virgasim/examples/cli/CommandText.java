// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes command lines such that a shell reads back what was meant, each in one line. */
final class CommandText {
    private CommandText() {}

    /**
     * Quotes a word where a shell would take it apart or replace something in it.
     *
     * @param value a name or path as it was given
     * @return the word as it is typed
     */
    static String word(Object value) {
        String text = value.toString();
        if (text.matches("[\\p{L}\\p{N}_./:=@%+,-]+")) {
            return text;
        }
        if (text.chars().noneMatch(Character::isISOControl)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        return text.chars().mapToObj(CommandText::escaped).collect(Collectors.joining("", "$'", "'"));
    }

    private static String escaped(int c) {
        if (Character.isISOControl(c)) {
            return String.format(Locale.ROOT, "\\u%04x", c);
        }
        return (c == '\'' || c == '\\' ? "\\" : "") + (char) c;
    }
}
