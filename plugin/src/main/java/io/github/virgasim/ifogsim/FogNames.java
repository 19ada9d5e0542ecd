// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;

/** The rules for names in iFogSim2's files, which also stand in tables, comments and file names of scenarios. */
final class FogNames {
    /** More than any name of use, and less than spoils every table and message that it stands in. */
    static final int LONGEST = 255;

    private static final int SHOWN = 40;

    private FogNames() {}

    /** Requires the name of a node, which iFogSim2 refuses with blanks. */
    static void node(String what, String name) {
        text(what, name);
        if (name.indexOf(' ') >= 0) {
            throw broken(what, name, "must have no blanks, which iFogSim2 refuses in names");
        }
    }

    /** Requires a type, or a name of an application, within which blanks may be. */
    static String text(String what, String name) {
        Checks.named(what, name);
        if (name.length() > LONGEST) {
            throw broken(what, name, "must have at most " + LONGEST + " characters, has " + name.length());
        }
        if (name.codePoints().anyMatch(FogNames::isUnseen)) {
            throw broken(
                    what,
                    name,
                    "must have no control characters, no blanks but U+0020 and nothing else that is unseen");
        }
        if (!name.equals(name.strip())) {
            throw broken(what, name, "must have no blanks at its beginning or end");
        }
        return name;
    }

    /** Tells what cannot be seen, or is no character at all. */
    static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Character.isSpaceChar(c) && c != ' ';
        };
    }

    /** Makes the complaint about a name; what is unseen in it is shown by its number. */
    private static InvalidInputException broken(String what, String name, String rule) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(SHOWN)
                .forEach(c -> shown.append(isUnseen(c) ? "U+" + Integer.toHexString(c) : Character.toString(c)));
        return new InvalidInputException(what + " " + rule + ", was '" + shown
                + (name.codePointCount(0, name.length()) > SHOWN ? "..." : "") + "'");
    }
}
