// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import io.github.virgasim.examples.cli.OutputMixin;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorFindings;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.testbed.TestbedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Records the machine at hand; as {@code testbed}, it also calibrates and validates on what it has recorded. */
final class RecordCommand implements Callable<Integer> {
    private static final String MODEL = "--model";
    private static final String DEVICE = "--device";
    private static final String LOADS = "--loads";
    /** Beyond this, the model is not said to hold. */
    private static final int HIGHEST_LOAD = 95;

    private final OutputMixin output = new OutputMixin(true).withoutScenarios();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final boolean validates;

    private RecordCommand(boolean validates) {
        this.validates = validates;
        option(MODEL, "FILE.onnx|demo", OnnxSource.DEMO, "Model; demo is a small text encoder that ships.");
        option(DEVICE, "cpu|cuda", "cpu", "Device; cuda needs a jar that was built for it.");
        option(
                LOADS,
                "LIST",
                "30,60,80",
                "Loads in whole percent of the capacity, from 1 to " + HIGHEST_LOAD + ", by commas.");
        spec.addMixin("output", output.spec(folder().toString()));
        spec.usageMessage()
                .description(
                        validates
                                ? "Records the machine at hand, calibrates on the profiles, and prints the model's error"
                                        + " for the runs under load, in about two minutes."
                                : "Profiles a model on the machine at hand and serves it under Poisson load; leaves a"
                                        + " folder for 'calibrate testbed' and 'validate testbed'.")
                .sortOptions(false);
    }

    private void option(String name, String label, String otherwise, String description) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .defaultValue(otherwise)
                .description(description + " (default: " + otherwise + ")")
                .build());
    }

    static CommandLine record() {
        return new CommandLine(new RecordCommand(false).spec);
    }

    static CommandLine testbed() {
        return new CommandLine(new RecordCommand(true).spec);
    }

    private Path folder() {
        return Path.of("results", validates ? "testbed" : "record");
    }

    private String value(String name) {
        return spec.findOption(name).getValue();
    }

    private List<Integer> loads() {
        String text = value(LOADS);
        List<Integer> loads = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.matches("[0-9]{1,3}")) {
                throw new InvalidInputException(
                        "option '" + LOADS + "' must be whole percents by commas, was '" + text + "'");
            }
            int load = Checks.whole("load in option '" + LOADS + "' [%]", Integer.parseInt(part), 1, HIGHEST_LOAD);
            if (loads.contains(load)) {
                throw new InvalidInputException("option '" + LOADS + "' must have each load once, was '" + text + "'");
            }
            loads.add(load);
        }
        return loads;
    }

    @Override
    public Integer call() throws IOException {
        MachineRecording.Options options = new MachineRecording.Options(value(MODEL), value(DEVICE), loads());
        output.requireRoom(folder());
        MachineRecording recording = new MachineRecording(options);
        OnnxSource source = recording.source();
        Work work = new Work(
                spec.name() + " " + source.name(),
                recording.plan().steps(),
                folder(),
                validates ? "Recording and errors" : "The recording's files",
                new Inputs().addAll(Map.of(source.name() + ".onnx", source.sha256())),
                List.of(),
                Map.of("onnxruntime", source.version()),
                (out, progress) -> {
                    if (!validates) {
                        return said(recording.write(out.folder(), progress), Optional.empty());
                    }
                    Path own = Files.createDirectory(out.folder().resolve("recording"));
                    List<String> remarks = recording.write(own, progress);
                    TestbedSource testbed = new TestbedSource();
                    Measurements read = Measurements.of(Optional.of(own));
                    Calibration calibration = testbed.calibrate(read);
                    calibration.write(out.folder().resolve("calibration.csv"));
                    return said(
                            remarks,
                            Optional.of(new ErrorFindings(testbed.validate(read, Optional.empty()), read.remarks())));
                });
        return output.execute(work, spec.qualifiedName() + options.text(source), spec.commandLine());
    }

    private static Findings said(List<String> remarks, Optional<Findings> errors) {
        return new Findings() {
            @Override
            public String text() {
                StringBuilder text =
                        new StringBuilder(errors.map(Findings::text).orElse(""));
                remarks.forEach(remark -> text.append(remark).append('\n'));
                return text.toString();
            }

            @Override
            public void write(Path folder) throws IOException {
                if (errors.isPresent()) {
                    errors.get().write(folder);
                }
            }
        };
    }
}
