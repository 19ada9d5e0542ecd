// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Runs a sweep and leaves its rows and means. */
final class SweepCommand implements Callable<Integer> {
    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private SweepCommand() {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .arity("1")
                .required(true)
                .description("YAML file that names scenarios, policies, values of parameters and seeds.")
                .build());
        spec.addMixin("output", output.spec("results/SWEEP"));
        spec.usageMessage()
                .description(
                        "Runs each combination of scenarios, policies, values and seeds, and writes a row for each run."
                                + " A sweep that was interrupted goes on when it is started again.")
                .sortOptions(false);
    }

    static CommandLine commandLine() {
        return new CommandLine(new SweepCommand().spec);
    }

    @Override
    public Integer call() throws IOException {
        Path file = spec.positionalParameters().get(0).getValue();
        String line = spec.qualifiedName() + " " + CommandText.word(file.toString());
        return output.execute(Sweep.prepare(file), line, spec.commandLine());
    }
}
