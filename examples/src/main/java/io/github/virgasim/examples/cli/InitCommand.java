// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.input.Checks;
import io.github.virgasim.scenario.ScenarioSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a scenario to begin with. */
@Command(
        name = "init",
        description =
                "Writes a small scenario, NAME.yaml, in which each key is explained, and beside it, unless it is there, the"
                        + " schema by which editors complete and check it.")
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Name of the scenario.")
    private String name;

    @Option(names = "--out", paramLabel = "FILE", description = "File to be written (default: NAME.yaml).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Checks.fileName("name of scenario", name);
        Path file = out == null ? Path.of(name + ".yaml") : out;
        NewFile.write(file, template().replace("@name@", name));
        Path schema = file.resolveSibling(ScenarioSchema.FILE);
        if (!Files.exists(schema, LinkOption.NOFOLLOW_LINKS)) {
            NewFile.write(schema, ScenarioSchema.text());
        }
        spec.commandLine().getOut().println("Wrote " + file + "; run it with: virga run " + CommandText.word(file));
        spec.commandLine().getOut().flush();
        return 0;
    }

    static String template() throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("init.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
