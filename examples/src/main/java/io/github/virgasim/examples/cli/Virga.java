// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import ch.qos.logback.classic.Level;
import io.github.virgasim.examples.bench.BenchCommand;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import org.cloudsimplus.util.Log;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code virga}. Exit codes: 0 done, 1 failed on the way, 2 bad input; in the latter two cases nothing is
 * written but a message on the standard error.
 */
@Command(
        name = "virga",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Virga.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Simulates DNN inference between cloud and edge, and the policies that schedule it.",
        subcommands = {
            ListCommand.class,
            RunCommand.class,
            TrainCommand.class,
            ReproduceCommand.class,
            BenchCommand.class
        })
public final class Virga {
    /** Tells the version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"virga " + Provenance.version()};
        }
    }

    private Virga() {}

    /**
     * Runs the command and ends the JVM.
     *
     * @param arguments subcommand and options
     */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        Log.setLevel(Level.WARN);
        System.exit(commandLine().execute(arguments));
    }

    /**
     * Makes the command, ready to be executed.
     *
     * @return a new command line
     */
    static CommandLine commandLine() {
        return new CommandLine(new Virga()).setExecutionExceptionHandler(Virga::report);
    }

    private static int report(Exception problem, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (problem instanceof InvalidInputException) {
            command.getErr().println("virga: " + problem.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (problem instanceof IOException) {
            command.getErr().println("virga: cannot write the results: " + problem);
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem;
    }
}
