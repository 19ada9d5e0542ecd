// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import java.util.Locale;

/** How a cluster comes to a task; the others than the pointer are there to show what it is worth (paper, section 5.4). */
public enum TaskChoice {
    /** By the pointer network. */
    POINTER,
    /** Evenly among the tasks that fit: the paper's No-pointer. */
    UNIFORM,
    /** The task that arrived first of those that fit: with no layers of attention, the paper's vanilla agents. */
    EARLIEST;

    /**
     * Returns the name in files and on a command line.
     *
     * @return in small letters
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
