// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

/** Is told of each step of a long task as it ends; threads may share it. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = () -> {};

    /** Marks one step as done. */
    void step();
}
