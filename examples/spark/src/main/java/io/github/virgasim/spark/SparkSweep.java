// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.spark;

import io.github.virgasim.examples.cli.OutputMixin;
import io.github.virgasim.examples.cli.Virga;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Runs a sweep on Spark; the class that {@code spark-submit} starts. */
public final class SparkSweep implements Callable<Integer> {
    static final String NAME = "spark-sweep";

    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private SparkSweep() {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .type(Path.class)
                .arity("1")
                .required(true)
                .description("YAML file of the sweep, as 'virga sweep' takes it.")
                .build());
        spec.addMixin("output", output.spec("results/SWEEP"));
        spec.usageMessage()
                .description(
                        "Runs a sweep on Spark, and leaves the rows that 'virga sweep' leaves. Where it was interrupted,"
                                + " it goes on when it is started again.")
                .sortOptions(false);
    }

    /**
     * Runs a sweep; ends the JVM unless all went well, which Spark wants to find out for itself.
     *
     * @param arguments the sweep's file and options
     */
    public static void main(String[] arguments) {
        String[] all = Stream.concat(Stream.of(NAME), Stream.of(arguments)).toArray(String[]::new);
        int exitCode = Virga.commandLine().execute(all);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new SparkSweep().spec);
    }

    @Override
    public Integer call() throws IOException {
        Path file = spec.positionalParameters().get(0).getValue();
        String line = spec.qualifiedName() + " " + CommandText.word(file.toString());
        return output.execute(Sweep.prepare(file, SparkRuns::run), line, spec.commandLine());
    }
}
