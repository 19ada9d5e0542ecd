// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import picocli.CommandLine.Command;

/** Makes scenarios of other simulators' files. */
@Command(
        name = "import",
        synopsisSubcommandLabel = "ifogsim",
        subcommands = ImportFogCommand.class,
        description = "Makes a scenario of a file of another simulator.")
final class ImportCommand {}
