// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.util.Map;
import picocli.CommandLine;

/** Commands that a jar on the class path adds, found by {@link java.util.ServiceLoader}. */
public interface MoreCommands {
    /**
     * Makes the commands.
     *
     * @return new ones, by name
     */
    Map<String, CommandLine> commands();
}
