// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The commands of virga-recorder.jar; where that is absent, ones of their names that say where they are. */
final class RecorderJar {
    private static final List<String> NAMES = List.of("record", "testbed");

    /** Stands for a command that is not here. */
    @Command(description = "Measures the machine at hand; in virga-recorder.jar, with ONNX Runtime.")
    static final class Absent implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Unmatched
        private List<String> arguments;

        @Override
        public Integer call() {
            throw new InvalidInputException("command '" + spec.name()
                    + "' is in virga-recorder.jar, apart from virga.jar because of ONNX Runtime's native libraries: 'mvn"
                    + " -q -B -ntp install -DskipTests -Precorder' builds it, then 'java -jar"
                    + " validation/recorder/target/virga-recorder.jar " + spec.name() + "' runs it");
        }
    }

    private RecorderJar() {}

    /** Returns the commands by name. */
    static Map<String, CommandLine> commands() {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        NAMES.forEach(name -> commands.put(name, new CommandLine(new Absent())));
        ServiceLoader.load(MoreCommands.class).forEach(more -> commands.putAll(more.commands()));
        return commands;
    }
}
