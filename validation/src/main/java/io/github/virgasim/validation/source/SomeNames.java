// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import java.util.SortedSet;
import java.util.stream.Collectors;

/** Names for people, of which long lists are cut short. */
public final class SomeNames {
    private static final int MOST = 5;

    private SomeNames() {}

    /**
     * Lists names.
     *
     * @param names any number
     * @return the first ones, and how many there are besides
     */
    public static String of(SortedSet<String> names) {
        return names.stream().limit(MOST).collect(Collectors.joining(", "))
                + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
    }
}
