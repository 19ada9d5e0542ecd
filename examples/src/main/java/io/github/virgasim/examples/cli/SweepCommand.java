// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.experiment.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Runs a sweep and leaves its rows and means. */
public final class SweepCommand implements Callable<Integer> {
    /** Reads a sweep's file, and says what is to be done. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Reads a sweep.
         *
         * @param file the sweep's YAML file
         * @return the work
         * @throws IOException if a file cannot be read
         */
        Work of(Path file) throws IOException;
    }

    private final Preparation preparation;
    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private SweepCommand(String description, Preparation preparation) {
        this.preparation = preparation;
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .arity("1")
                .required(true)
                .description("YAML file that names scenarios, policies, values of parameters and seeds.")
                .build());
        spec.addMixin("output", output.spec("results/SWEEP"));
        spec.usageMessage().description(description).sortOptions(false);
    }

    static CommandLine commandLine() {
        return commandLine(
                "Runs each combination of scenarios, policies, values and seeds, and writes a row for each run."
                        + " A sweep that was interrupted goes on when it is started again.",
                Sweep::prepare);
    }

    /**
     * Makes a command that runs sweeps in some way.
     *
     * @param description for its help
     * @param preparation says what is to be done
     * @return the command line, without a name
     */
    public static CommandLine commandLine(String description, Preparation preparation) {
        return new CommandLine(new SweepCommand(description, preparation).spec);
    }

    @Override
    public Integer call() throws IOException {
        Path file = spec.positionalParameters().get(0).getValue();
        String line = spec.qualifiedName() + " " + CommandText.word(file.toString());
        return output.execute(preparation.of(file), line, spec.commandLine());
    }
}
