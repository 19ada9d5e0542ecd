// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.examples.gym.GymServer;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.FlatEnvironment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Serves learning environments to the process that started this one. */
@Command(
        name = "gym",
        description =
                "Serves the learning environments of the papers over standard input and output, in binary frames, until the"
                        + " input ends. The Python package virga_gym starts it.")
final class GymCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        PrintStream before = System.out;
        // Frames alone may stand on the standard output, whatever else is printed.
        System.setOut(System.err);
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            new GymServer(System.in, out, GymCommand::open, LastNet::text).serve();
        } finally {
            System.setOut(before);
        }
        return 0;
    }

    /** Finds an environment by name and reads its settings like options of a command. */
    static Supplier<FlatEnvironment> open(String name, List<String> words) throws IOException {
        List<NamedEnvironment> known = Papers.environments();
        Checks.oneOf(
                "environment", name, known.stream().map(NamedEnvironment::name).toList());
        NamedEnvironment found = known.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        CommandSpec spec = CommandSpec.create().name(name);
        ActivityCommand.addOptions(spec, found.settings());
        CommandLine line =
                new CommandLine(spec).registerConverter(Path.class, Virga::path).setExpandAtFiles(false);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            return found.opening().open(ActivityCommand.arguments(parsed, found.settings()));
        } catch (CommandLine.ParameterException e) {
            throw new InvalidInputException("environment " + name + ": " + e.getMessage() + "; it has the settings "
                    + String.join(", ", spec.optionsMap().keySet()));
        }
    }
}
