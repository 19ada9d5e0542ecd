// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.Checks;
import java.util.Arrays;
import java.util.List;

/** Which numbers describe the system to an agent, and what it chooses among ({@link AsetActions}). */
public enum SystemState {
    /** ASET's state as published: queries and responses per second, clients, load of each node. */
    ASET_PUBLISHED("aset-published"),
    /**
     * ASET's state, and for each class its demand, its demand a while ago, the rejected and the late share of the last
     * window; for each worker the share of its capacity that is taken, and whether it is up.
     */
    ASET_EXTENDED("aset-extended"),
    /** Observes what {@link #ASET_EXTENDED} does, and may choose bid-price control besides ASET's policies. */
    ASET_PRICED("aset-priced");

    private final String label;

    SystemState(String label) {
        this.label = label;
    }

    /**
     * Returns the name used on command lines and in files.
     *
     * @return lower case, words joined by hyphens
     */
    public String label() {
        return label;
    }

    /**
     * Finds a state by its name.
     *
     * @param label aset-published, aset-extended or aset-priced
     * @return the state
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static SystemState named(String label) {
        List<String> labels = Arrays.stream(values()).map(SystemState::label).toList();
        return values()[labels.indexOf(Checks.oneOf("state", label, labels))];
    }
}
