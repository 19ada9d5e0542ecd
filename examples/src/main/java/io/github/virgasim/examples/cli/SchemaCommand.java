// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.scenario.ScenarioSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the JSON Schema of scenario files. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of scenario files, by which editors complete and check what is typed.")
final class SchemaCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "FILE", description = "File to be written instead.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (out == null) {
            spec.commandLine().getOut().print(ScenarioSchema.text());
        } else {
            NewFile.write(out, ScenarioSchema.text());
            spec.commandLine().getOut().println("Wrote " + out);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
