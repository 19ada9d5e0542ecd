// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import ch.qos.logback.classic.Level;
import io.github.virgasim.examples.bench.BenchCommand;
import io.github.virgasim.report.Provenance;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    /** What makes each subcommand, in the order of the help. */
    private static final Map<String, Supplier<?>> COMMANDS = commands();

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
        CommandLine command = commandLine(List.of(arguments));
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
        if (System.out.checkError() && exitCode == CommandLine.ExitCode.OK) {
            command.getErr().println("virga: the standard output could not be written to its end");
            exitCode = CommandLine.ExitCode.SOFTWARE;
        }
        System.exit(exitCode);
    }

    /**
     * Makes the command, ready to be executed.
     *
     * @return a new command line
     */
    public static CommandLine commandLine() {
        return commandLine(List.of());
    }

    /** Makes the command for these arguments: with one subcommand where they begin with its name, which saves a third of the start. */
    private static CommandLine commandLine(List<String> arguments) {
        Virga virga = new Virga();
        CommandLine command = new CommandLine(virga);
        Supplier<?> only = arguments.isEmpty() ? null : COMMANDS.get(arguments.get(0));
        if (only == null) {
            COMMANDS.forEach((name, maker) -> command.addSubcommand(name, maker.get()));
            RecorderJar.commands().forEach(command::addSubcommand);
        } else {
            command.addSubcommand(arguments.get(0), only.get());
        }
        return command.registerConverter(Path.class, Virga::path).setExecutionStrategy(virga::execute);
    }

    private static Map<String, Supplier<?>> commands() {
        Map<String, Supplier<?>> commands = new LinkedHashMap<>();
        commands.put("list", ListCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("run", RunCommand::commandLine);
        commands.put("sweep", SweepCommand::commandLine);
        commands.put("train", TrainCommand::commandLine);
        commands.put("reproduce", ReproduceCommand::commandLine);
        commands.put("calibrate", ValidateCommand::calibrate);
        commands.put("validate", ValidateCommand::validate);
        commands.put("gym", GymCommand::new);
        commands.put("bench", BenchCommand::new);
        return commands;
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
