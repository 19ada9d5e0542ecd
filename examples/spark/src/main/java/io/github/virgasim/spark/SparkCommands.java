// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.spark;

import io.github.virgasim.examples.cli.MoreCommands;
import java.util.Map;
import picocli.CommandLine;

/** Adds {@value SparkSweep#NAME} to {@code virga}. */
public final class SparkCommands implements MoreCommands {
    /** Called by {@link java.util.ServiceLoader}. */
    public SparkCommands() {}

    @Override
    public Map<String, CommandLine> commands() {
        return Map.of(SparkSweep.NAME, SparkSweep.commandLine());
    }
}
