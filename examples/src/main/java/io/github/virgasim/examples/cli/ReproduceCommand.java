// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.Papers;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Reproduces the figures of papers. */
@Command(name = "reproduce", synopsisSubcommandLabel = "PAPER", description = "Measures what a paper's figures show.")
final class ReproduceCommand {
    /** Makes the command with a subcommand for each paper whose figures can be reproduced. */
    static CommandLine commandLine() {
        CommandLine reproduce = new CommandLine(new ReproduceCommand());
        for (Paper paper : Papers.all()) {
            paper.reproduction()
                    .ifPresent(figures -> reproduce.addSubcommand(paper.name(), ActivityCommand.of(figures)));
        }
        return reproduce;
    }
}
