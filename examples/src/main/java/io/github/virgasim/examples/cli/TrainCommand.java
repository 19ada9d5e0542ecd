// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import picocli.CommandLine.Command;

/** Trains agents. */
@Command(
        name = "train",
        synopsisSubcommandLabel = "AGENT",
        description = "Trains an agent.",
        subcommands = {AsetTrainCommand.class, EcsrlTrainCommand.class, PlacementTrainCommand.class})
final class TrainCommand {}
