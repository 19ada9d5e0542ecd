// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes command lines such that a shell reads back what was meant, each in one line. */
public final class CommandText {
    private CommandText() {}

    /**
     * Quotes a word where a shell would take it apart or replace something in it.
     *
     * @param value a name or path as it was given
     * @return the word as it is typed
     */
    public static String word(Object value) {
        String text = value.toString();
        if (text.matches("[\\p{L}\\p{N}_./:=@%+,-]+")) {
            return text;
        }
        if (text.chars().noneMatch(Character::isISOControl)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        return text.chars().mapToObj(CommandText::escaped).collect(Collectors.joining("", "$'", "'"));
    }

    /**
     * Writes a value as it is given on a command line: a number without a needless ".0".
     *
     * @param value any value
     * @return its text, the same under every locale
     */
    public static String plain(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    private static String escaped(int c) {
        if (Character.isISOControl(c)) {
            return String.format(Locale.ROOT, "\\u%04x", c);
        }
        return (c == '\'' || c == '\\' ? "\\" : "") + (char) c;
    }
}
