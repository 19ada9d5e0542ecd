// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Where a command's results go, and how they get there: progress, files, terminal. */
final class OutputMixin {
    private static final String OUT = "--out";

    @Option(
            names = OUT,
            paramLabel = "DIR",
            description =
                    "Folder for the results (default: @folder@). Earlier results of Virga are replaced; a folder with"
                            + " anything else is refused.")
    private Path out;

    @Mixin
    private ScenarioWarnings warnings = new ScenarioWarnings();

    /** Where the results of one piece of work go. */
    private record Place(Path folder, OutputFolder target, Provenance provenance) implements Work.Output {
        @Override
        public Path beside(String ending) throws IOException {
            return target.beside(ending);
        }

        @Override
        public Path unfinished(String ending) throws IOException {
            return target.unfinished(ending);
        }
    }

    /** Describes this mixin for a command whose results go to a folder unless another one is named. */
    CommandSpec spec(String folder) {
        return spec(folder, OUT);
    }

    /** Describes this mixin likewise, with another name for the option that names a folder. */
    CommandSpec spec(String folder, String option) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        CommandSpec described = CommandSpec.create();
        spec.options()
                .forEach(each -> described.addOption(OptionSpec.builder(each)
                        .names(each.longestName().equals(OUT) ? new String[] {option} : each.names())
                        .description(each.description()[0].replace("@folder@", folder))
                        .build()));
        return described;
    }

    /**
     * Does the work.
     *
     * @param work whose input has been checked
     * @param commandLine for the provenance
     * @param command gives the terminal
     * @return the exit code
     * @throws IOException if a file cannot be written
     */
    int execute(Work work, String commandLine, CommandLine command) throws IOException {
        OutputFolder target = OutputFolder.at(out == null ? work.folder() : out);
        Provenance provenance = work.provenance(commandLine + warnings.text())
                .withWarnings(warnings.check(command.getErr(), work.scenarios()));
        AtomicReference<Findings> found = new AtomicReference<>();
        target.write(provenance, part -> {
            try (TerminalProgress progress = new TerminalProgress(work.title(), work.steps())) {
                found.set(work.body().run(new Place(part, target, provenance), progress));
            }
            found.get().write(part);
        });
        found.get().finished();
        PrintWriter terminal = command.getOut();
        terminal.print(found.get().text());
        terminal.println("\n" + work.leaves() + " are in " + target);
        terminal.flush();
        return 0;
    }
}
