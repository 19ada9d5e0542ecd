// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import io.github.virgasim.examples.cli.MoreCommands;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** Adds the recorder's commands to {@code virga}. */
public final class RecorderCommands implements MoreCommands {
    /** Called by {@link java.util.ServiceLoader}. */
    public RecorderCommands() {}

    @Override
    public Map<String, CommandLine> commands() {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        commands.put("record", RecordCommand.record());
        commands.put("testbed", RecordCommand.testbed());
        return commands;
    }
}
