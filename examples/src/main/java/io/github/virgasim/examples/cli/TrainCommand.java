// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.Papers;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Trains the agents of papers. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "AGENT",
        description =
                "Trains an agent. Meanwhile the training is saved beside the folder for the results, as DIR.training,"
                        + " at each point of the learning curve; --resume goes on with it.")
final class TrainCommand {
    /** Makes the command with a subcommand for each paper that can be trained. */
    static CommandLine commandLine() {
        CommandLine train = new CommandLine(new TrainCommand());
        for (Paper paper : Papers.all()) {
            paper.training().ifPresent(training -> train.addSubcommand(paper.name(), ActivityCommand.of(training)));
        }
        return train;
    }
}
