// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import picocli.CommandLine.Command;

/** Reproduces the figures of papers. */
@Command(
        name = "reproduce",
        synopsisSubcommandLabel = "PAPER",
        description = "Measures what a paper's figures show.",
        subcommands = {AsetReproduceCommand.class, EcsrlReproduceCommand.class, TapFingerReproduceCommand.class})
final class ReproduceCommand {}
