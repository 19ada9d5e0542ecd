// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Runs a scenario or an experiment and leaves tables and figures. Its options are those of all kinds of experiments. */
final class RunCommand implements Callable<Integer> {
    /** The papers' kinds, then serving scenarios, which take whatever name is left. */
    private final List<ExperimentKind> kinds = new ArrayList<>(Papers.experiments());

    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private RunCommand() {
        String named = kinds.stream().flatMap(kind -> kind.names().stream()).collect(Collectors.joining(", "));
        kinds.add(new ServingKind());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("SCENARIO")
                .type(String.class)
                .arity("1")
                .required(true)
                .description("Name of a bundled scenario, path of a YAML file, or an experiment: " + named + ".")
                .build());
        ActivityCommand.addOptions(spec, settings());
        spec.addMixin("output", output.spec("results/SCENARIO"));
        spec.usageMessage()
                .description(
                        "Runs a scenario under one or all policies, or an experiment; prints a table and leaves CSV"
                                + " files and figures.")
                .sortOptions(false);
    }

    static CommandLine commandLine() {
        return new CommandLine(new RunCommand().spec);
    }

    /** Returns the settings of all kinds, serving scenarios first, each once. */
    private List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>();
        for (int k = kinds.size() - 1; k >= 0; k--) {
            kinds.get(k).settings().stream()
                    .filter(setting -> !settings.contains(setting))
                    .forEach(settings::add);
        }
        return settings;
    }

    @Override
    public Integer call() throws IOException {
        ParseResult parsed = spec.commandLine().getParseResult();
        String name = spec.positionalParameters().get(0).getValue();
        ExperimentKind kind =
                kinds.stream().filter(one -> one.takes(name)).findFirst().orElseThrow();
        refuseOthers(kind, parsed);
        Arguments arguments = ActivityCommand.arguments(parsed, kind.settings());
        String line = spec.qualifiedName() + " " + CommandText.word(name);
        return output.execute(
                kind.prepare(name, arguments), arguments.commandLine(line, kind.settings()), spec.commandLine());
    }

    /** Refuses options that only other kinds have. */
    private void refuseOthers(ExperimentKind chosen, ParseResult parsed) {
        for (ExperimentKind other : kinds) {
            for (Setting<?> setting : other.settings()) {
                if (!chosen.settings().contains(setting) && parsed.hasMatchedOption(setting.name())) {
                    throw new InvalidInputException(
                            chosen == kinds.get(kinds.size() - 1)
                                    ? String.format(Locale.ROOT, "%s is for %s", setting.name(), other.described())
                                    : String.format(
                                            Locale.ROOT, "%s is not for %s", setting.name(), chosen.described()));
                }
            }
        }
    }
}
