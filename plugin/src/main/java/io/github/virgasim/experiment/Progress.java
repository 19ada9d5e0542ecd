// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

/** Is told of each step of a long task as it ends; threads may share it. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = () -> {};

    /** Marks one step as done. */
    void step();

    /**
     * Marks steps as done that took no time now, as those from before an interruption.
     *
     * @param steps how many
     */
    default void skip(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }
}
