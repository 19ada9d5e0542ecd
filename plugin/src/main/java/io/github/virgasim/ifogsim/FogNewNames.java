// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for what a scenario has no name for, or one that iFogSim2 does not take; none is given twice. */
public final class FogNewNames {
    private final Set<String> taken = new HashSet<>();

    /** Makes names of which none is taken. */
    public FogNewNames() {}

    /**
     * Takes a name of a file, which differs from all others by more than the case of its letters.
     *
     * @param wanted the name without ending that it would have if there were no others
     * @param ending what comes last, such as {@code .csv}
     * @return the name with a minus sign for what cannot be seen; before the ending the first number from 2 on that makes it
     *     differ, where one is needed
     */
    public String file(String wanted, String ending) {
        return take(seen(wanted), ending, true);
    }

    /** Takes a name of a node, as above, with a minus sign for each blank besides. */
    String node(String wanted) {
        return take(seen(wanted).replace(' ', '-'), "", true);
    }

    /** Takes a type, within which blanks may be, or the name of a module. */
    String text(String wanted) {
        return take(seen(wanted), "", false);
    }

    private String take(String wanted, String ending, boolean anyCase) {
        String name = cut(wanted, FogNames.LONGEST - ending.length()) + ending;
        for (int number = 2; !taken.add(anyCase ? name.toLowerCase(Locale.ROOT) : name); number++) {
            String end = "-" + number + ending;
            name = cut(wanted, FogNames.LONGEST - end.length()) + end;
        }
        return name;
    }

    private static String seen(String wanted) {
        StringBuilder text = new StringBuilder();
        wanted.codePoints().forEach(c -> text.appendCodePoint(FogNames.isUnseen(c) ? '-' : c));
        return text.toString();
    }

    /** Returns at most so many characters, none of them half, with no blank at either end. */
    private static String cut(String name, int longest) {
        int end = Math.min(longest, name.length());
        if (end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end).replaceAll("^ | $", "-");
    }
}
