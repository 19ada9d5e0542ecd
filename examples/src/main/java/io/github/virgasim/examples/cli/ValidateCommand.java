// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.Sources;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorFindings;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.ValidationSource;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String ALL = "--all";
    private static final String DEVICE = "--device";

    private static final int DEPTH = 2;

    private final OutputMixin output = new OutputMixin().withoutScenarios();
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
                .arity(onlyCalibrates ? "1" : "0..1")
                .required(onlyCalibrates)
                .description("Kind of measurements." + sources)
                .build());
        spec.addOption(OptionSpec.builder("--data")
                .paramLabel("DIR")
                .type(Path.class)
                .description("The measurements; left out where they ship.")
                .build());
        if (onlyCalibrates) {
            spec.addOption(OptionSpec.builder(DEVICE)
                    .paramLabel("NAME")
                    .type(String.class)
                    .description("With the sources testbed and demo: name of a device of the catalogue, or of one that"
                            + " your devices.csv adds to it, for which times.csv is"
                            + " written too, a table that a scenario's catalog_extension can have.")
                    .build());
        } else {
            spec.addOption(OptionSpec.builder(ALL)
                    .type(boolean.class)
                    .description("Instead of SOURCE: what ships and all kinds that have a folder in DIR, in one table.")
                    .build());
            spec.addOption(OptionSpec.builder("--calibration")
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description(
                            "Predicts with a calibration.csv that 'virga calibrate' has written, of another recording (of"
                                    + " the same files it is told); without it, calibrates on a part of the data and marks that part.")
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

    /** Kinds of measurements with the folder of each. */
    private Map<ValidationSource, Optional<Path>> chosen(String name, Optional<Path> data) {
        OptionSpec all = spec.findOption(ALL);
        boolean every = all != null && Boolean.TRUE.equals(all.getValue());
        if (every == (name != null)) {
            throw new InvalidInputException("either SOURCE or option '" + ALL + "' must be given");
        }
        if (!every) {
            return Map.of(Sources.named(name, data), data);
        }
        if (option("--calibration") != null || data.isEmpty()) {
            throw new InvalidInputException(
                    "option '" + ALL + "' must be given with '--data' and without '--calibration'");
        }
        return Sources.in(data.get());
    }

    private static Inputs inputs(Map<ValidationSource, Optional<Path>> sources, Optional<Path> calibration)
            throws IOException {
        Inputs inputs = new Inputs().addAny(calibration.orElse(null));
        for (ValidationSource source : sources.keySet()) {
            for (String name : source.shipped()) {
                inputs.addShipped(name);
            }
        }
        for (Optional<Path> folder : sources.values()) {
            if (folder.isPresent() && Files.isDirectory(folder.get())) {
                try (Stream<Path> files = Files.walk(folder.get(), DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                    for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                        inputs.add(each);
                    }
                }
            }
        }
        return inputs;
    }

    @Override
    public Integer call() throws IOException {
        String name = spec.positionalParameters().get(0).getValue();
        Optional<Path> data = Optional.ofNullable(option("--data"));
        Optional<Path> file = Optional.ofNullable(option("--calibration"));
        Map<ValidationSource, Optional<Path>> sources = chosen(name, data);
        Optional<Calibration> given = file.map(path -> Calibration.read(path, name));
        Optional<String> device = device(name);
        String shown = name == null ? "all" : name;
        StringBuilder line = new StringBuilder(spec.qualifiedName() + " " + (name == null ? ALL : name));
        data.ifPresent(path -> line.append(" --data ").append(CommandText.word(path.toString())));
        file.ifPresent(path -> line.append(" --calibration ").append(CommandText.word(path.toString())));
        device.ifPresent(word -> line.append(" " + DEVICE + " ").append(CommandText.word(word)));
        Work work = new Work(
                spec.name() + " " + shown,
                sources.size(),
                Path.of("results", spec.name() + "-" + shown),
                onlyCalibrates ? "Parameters" : "Errors",
                inputs(sources, file),
                List.of(),
                Map.of("source", shown),
                (out, progress) -> {
                    List<ErrorRow> rows = new ArrayList<>();
                    List<String> remarks = new ArrayList<>();
                    for (Map.Entry<ValidationSource, Optional<Path>> each : sources.entrySet()) {
                        Measurements read = Measurements.of(each.getValue());
                        if (onlyCalibrates) {
                            Calibration found = each.getKey().calibrate(read);
                            requireSome(found.parameters(), each.getValue(), "parameter to be calibrated");
                            return new Calibrated(found, read.remarks(), device);
                        }
                        List<ErrorRow> own = each.getKey().validate(read, given);
                        requireSome(own, each.getValue(), "measurement that can be predicted");
                        rows.addAll(own);
                        read.remarks()
                                .forEach(remark -> remarks.add(each.getKey().name() + ": " + remark));
                        progress.step();
                    }
                    return new ErrorFindings(rows, remarks);
                });
        return output.execute(work, line.toString(), spec.commandLine());
    }

    private static void requireSome(List<?> found, Optional<Path> data, String what) {
        if (found.isEmpty()) {
            throw new InvalidInputException(
                    data.map(folder -> folder + ": ").orElse("") + "must have a " + what + " at least, has none");
        }
    }

    private Optional<String> device(String source) {
        OptionSpec option = spec.findOption(DEVICE);
        String device = option == null ? null : option.getValue();
        if (device != null && !List.of("testbed", "demo").contains(source)) {
            throw new InvalidInputException("option '" + DEVICE + "' is for the sources testbed and demo");
        }
        return Optional.ofNullable(device).map(name -> Checks.fileName(DEVICE, name));
    }
}
