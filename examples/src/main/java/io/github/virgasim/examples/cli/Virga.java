// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import ch.qos.logback.classic.Level;
import io.github.virgasim.examples.bench.BenchCommand;
import io.github.virgasim.report.Provenance;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.cloudsimplus.util.Log;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code virga}. Exit codes: 0 done, 1 failed on the way, 2 bad input, 70 internal error; in all cases but the
 * first nothing is written but a message on the standard error.
 */
@Command(
        name = "virga",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Virga.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Simulates DNN inference between cloud and edge, and the policies that schedule it.")
public final class Virga {
    /** Tells the version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"virga " + Provenance.version()};
        }
    }

    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows where a problem arose, as a stack trace.")
    private boolean verbose;

    private Virga() {}

    /**
     * Runs the command and ends the JVM.
     *
     * @param arguments subcommand and options
     */
    public static void main(String[] arguments) {
        CommandLine command = commandLine();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, problem) -> LastNet.report(problem, command.getErr(), false));
        System.setProperty("java.awt.headless", "true");
        Log.setLevel(Level.WARN);
        if (!Files.isDirectory(Path.of("").toAbsolutePath())) {
            command.getErr()
                    .println("virga: the current folder cannot be found; names of files are in "
                            + System.getProperty("sun.jnu.encoding") + " here, which the variable LC_ALL sets");
            command.getErr().flush();
            System.exit(CommandLine.ExitCode.USAGE);
        }
        int exitCode;
        try {
            exitCode = command.execute(arguments);
        } catch (Throwable problem) {
            exitCode = LastNet.report(problem, command.getErr(), false);
        }
        System.exit(exitCode);
    }

    /**
     * Makes the command, ready to be executed.
     *
     * @return a new command line
     */
    public static CommandLine commandLine() {
        Virga virga = new Virga();
        CommandLine command = new CommandLine(virga)
                .addSubcommand(new ListCommand())
                .addSubcommand(new InitCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand("run", RunCommand.commandLine())
                .addSubcommand("sweep", SweepCommand.commandLine())
                .addSubcommand(TrainCommand.commandLine())
                .addSubcommand(ReproduceCommand.commandLine())
                .addSubcommand("calibrate", ValidateCommand.calibrate())
                .addSubcommand("validate", ValidateCommand.validate())
                .addSubcommand(new GymCommand())
                .addSubcommand(new BenchCommand());
        RecorderJar.commands().forEach(command::addSubcommand);
        return command.registerConverter(Path.class, Virga::path).setExecutionStrategy(virga::execute);
    }

    private int execute(CommandLine.ParseResult arguments) {
        try {
            return new CommandLine.RunLast().execute(arguments);
        } catch (CommandLine.ExecutionException | Error problem) {
            return LastNet.report(problem, arguments.commandSpec().commandLine().getErr(), verbose);
        }
    }

    /** Makes a path of an option's value. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(LastNet.text(e));
        }
    }
}
