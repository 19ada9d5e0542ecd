// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.examples.html.HtmlReport;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Where a command's results go, and how they get there: progress, files, terminal. */
public final class OutputMixin {
    private static final String OUT = "--out";
    private static final String RULE = "@rule@";
    private static final String REPLACES =
            "Earlier results of Virga are replaced; a folder with anything else is refused.";
    private static final String KEEPS = "It must be new or empty: what was measured cannot be made again.";

    @Option(
            names = OUT,
            paramLabel = "DIR",
            description = "Folder for the results, report.html among them (default: @folder@). " + RULE)
    private Path out;

    @Mixin
    private ScenarioWarnings warnings = new ScenarioWarnings();

    private final boolean keeps;
    private boolean serves = true;

    /** Makes a mixin for results that replace earlier ones. */
    public OutputMixin() {
        this(false);
    }

    /**
     * Makes a mixin.
     *
     * @param keeps whether a folder that holds anything is refused, even earlier results
     */
    public OutputMixin(boolean keeps) {
        this.keeps = keeps;
    }

    /**
     * Says that no scenario is served, so that there are no warnings about one and no option that makes errors of them.
     *
     * @return this mixin
     */
    public OutputMixin withoutScenarios() {
        serves = false;
        return this;
    }

    /** Where the results of one piece of work go. */
    private record Place(Path folder, OutputFolder target, Provenance provenance, Optional<Passport> passport)
            implements Work.Output {
        @Override
        public Path beside(String ending) throws IOException {
            return target.beside(ending);
        }

        @Override
        public Path unfinished(String ending) throws IOException {
            return target.unfinished(ending);
        }
    }

    /**
     * Describes this mixin.
     *
     * @param folder where results go unless another folder is named
     * @return the options
     */
    public CommandSpec spec(String folder) {
        return spec(folder, OUT);
    }

    /** Describes this mixin likewise, with another name for the option that names a folder. */
    CommandSpec spec(String folder, String option) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(this);
        CommandSpec described = CommandSpec.create();
        spec.options().stream()
                .filter(each -> serves || !each.longestName().equals(ScenarioWarnings.STRICT))
                .forEach(each -> described.addOption(OptionSpec.builder(each)
                        .names(each.longestName().equals(OUT) ? new String[] {option} : each.names())
                        .description(each.description()[0]
                                .replace("@folder@", folder)
                                .replace(RULE, keeps ? KEEPS : REPLACES))
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
    public int execute(Work work, String commandLine, CommandLine command) throws IOException {
        requireRoom(work.folder());
        OutputFolder target = OutputFolder.at(place(work.folder()));
        Provenance provenance = work.provenance(commandLine + warnings.text())
                .withWarnings(warnings.check(command.getErr(), work.scenarios()));
        AtomicReference<Findings> found = new AtomicReference<>();
        target.write(provenance, part -> {
            try (TerminalProgress progress = new TerminalProgress(work.title(), work.steps())) {
                found.set(work.body().run(new Place(part, target, provenance, work.passport()), progress));
            }
            found.get().write(part);
            if (work.passport().isPresent()) {
                work.passport().get().write(part);
            }
            new HtmlReport(
                            work.title(),
                            provenance,
                            found.get(),
                            work.scenarios().values())
                    .write(part);
        });
        found.get().finished();
        PrintWriter terminal = command.getOut();
        terminal.print(found.get().text() + work.passport().map(Passport::text).orElse(""));
        terminal.println("\n" + work.leaves() + " are in " + target);
        terminal.flush();
        return 0;
    }

    private Path place(Path otherwise) {
        return out == null ? otherwise : out;
    }

    /**
     * Refuses a folder that holds something, if results may not replace others; for a look before costly work.
     *
     * @param otherwise where results go unless another folder is named
     * @throws InvalidInputException if it does
     * @throws IOException if it cannot be listed
     */
    public void requireRoom(Path otherwise) throws IOException {
        Path folder = place(otherwise);
        if (keeps && Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new InvalidInputException("folder '" + folder + "' must be new or empty, holds something");
                }
            }
        }
    }
}
