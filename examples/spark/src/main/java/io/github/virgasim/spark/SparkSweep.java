// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.spark;

import io.github.virgasim.examples.cli.SweepCommand;
import io.github.virgasim.examples.cli.Virga;
import io.github.virgasim.experiment.sweep.Sweep;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs a sweep on Spark; the class that {@code spark-submit} starts. */
public final class SparkSweep {
    static final String NAME = "spark-sweep";

    private SparkSweep() {}

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
        return SweepCommand.commandLine(
                "Runs a sweep on Spark, and leaves the rows that 'virga sweep' leaves. Where it was interrupted, it goes on"
                        + " when it is started again.",
                file -> Sweep.prepare(file, SparkRuns::run));
    }
}
