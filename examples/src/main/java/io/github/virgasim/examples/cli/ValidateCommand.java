// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.validation.Sources;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ErrorTables;
import io.github.virgasim.validation.source.ValidationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Calibrates on a testbed's measurements, or compares the model with them; either leaves a folder. */
final class ValidateCommand implements Callable<Integer> {
    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final boolean onlyCalibrates;

    private ValidateCommand(boolean onlyCalibrates) {
        this.onlyCalibrates = onlyCalibrates;
        StringBuilder sources = new StringBuilder();
        Sources.ALL.forEach(
                s -> sources.append(' ').append(s.name()).append(": ").append(s.description()));
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("SOURCE")
                .type(String.class)
                .arity("1")
                .required(true)
                .description("Kind of measurements." + sources)
                .build());
        spec.addOption(OptionSpec.builder("--data")
                .paramLabel("DIR")
                .type(Path.class)
                .description("The measurements; left out where they ship.")
                .build());
        if (!onlyCalibrates) {
            spec.addOption(OptionSpec.builder("--calibration")
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description(
                            "Predicts with a calibration.csv that 'virga calibrate' has written, of another recording;"
                                    + " without it, calibrates on a part of the data and marks that part.")
                    .build());
        }
        spec.addMixin(
                "output",
                output.spec(
                        onlyCalibrates ? "results/calibrate-SOURCE" : "results/validate-SOURCE",
                        onlyCalibrates ? "--out" : "--report"));
        spec.usageMessage()
                .description(
                        onlyCalibrates
                                ? "Finds the parameters of a testbed, each with an interval, and says what the"
                                        + " measurements do not identify."
                                : "Replays measured runs and writes every prediction beside its measurement.")
                .sortOptions(false);
    }

    static CommandLine calibrate() {
        return new CommandLine(new ValidateCommand(true).spec);
    }

    static CommandLine validate() {
        return new CommandLine(new ValidateCommand(false).spec);
    }

    private Path option(String name) {
        OptionSpec option = spec.findOption(name);
        return option == null ? null : option.getValue();
    }

    @Override
    public Integer call() throws IOException {
        String name = spec.positionalParameters().get(0).getValue();
        Optional<Path> data = Optional.ofNullable(option("--data"));
        Optional<Path> file = Optional.ofNullable(option("--calibration"));
        ValidationSource source = Sources.named(name, data);
        Optional<Calibration> given = file.map(Calibration::read);
        Inputs inputs = new Inputs().addAny(file.orElse(null));
        if (data.isPresent() && Files.isDirectory(data.get())) {
            try (Stream<Path> files = Files.list(data.get())) {
                for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                    inputs.add(each);
                }
            }
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("source", name);
        StringBuilder line = new StringBuilder(spec.qualifiedName() + " " + name);
        data.ifPresent(path -> line.append(" --data ").append(CommandText.word(path.toString())));
        file.ifPresent(path -> line.append(" --calibration ").append(CommandText.word(path.toString())));
        Work work = new Work(
                spec.name() + " " + name,
                1,
                Path.of("results", spec.name() + "-" + name),
                onlyCalibrates ? "Parameters" : "Errors",
                inputs,
                List.of(),
                parameters,
                (out, progress) ->
                        onlyCalibrates ? calibrated(source.calibrate(data)) : compared(source.validate(data, given)));
        return output.execute(work, line.toString(), spec.commandLine());
    }

    private static Findings calibrated(Calibration calibration) {
        return findings(
                shown(calibration).toString(),
                String.join("\n", calibration.unidentified()) + "\n",
                folder -> calibration.write(folder.resolve("calibration.csv")));
    }

    private static TextTable shown(Calibration calibration) {
        TextTable table = new TextTable("parameter", "value", "low", "high", "unit", "cells");
        calibration.parameters().stream()
                .filter(p -> p.name().split("/").length == 2)
                .forEach(p -> table.row(
                        p.name(),
                        String.valueOf(p.value()),
                        Double.isNaN(p.low()) ? "-" : String.valueOf(p.low()),
                        Double.isNaN(p.high()) ? "-" : String.valueOf(p.high()),
                        p.unit(),
                        String.valueOf(p.cells())));
        return table;
    }

    private static Findings compared(List<ErrorRow> rows) {
        ErrorTables errors = new ErrorTables(rows);
        return findings(errors.summary().toString(), "", folder -> {
            errors.write(folder.resolve("errors.csv"));
            Files.writeString(
                    folder.resolve("errors.md"),
                    "# Errors of the model\n\nIn percent of what was measured.\n\n"
                            + errors.summary().markdown());
        });
    }

    /** Writes files into a folder. */
    private interface Writing {
        void write(Path folder) throws IOException;
    }

    private static Findings findings(String table, String remarks, Writing files) {
        return new Findings() {
            @Override
            public String text() {
                return table + remarks;
            }

            @Override
            public void write(Path folder) throws IOException {
                files.write(folder);
            }
        };
    }
}
