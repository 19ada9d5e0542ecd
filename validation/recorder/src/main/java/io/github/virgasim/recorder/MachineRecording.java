// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recording of this machine: the files of the format, and environment.json, which says where they come from. */
final class MachineRecording {
    private static final String METHOD = "Rounds of profile (batches one after another, each timed from call to return,"
            + " inputs and outputs in the host's memory), capacity (backlog) and Poisson arrivals drawn beforehand; one"
            + " server that takes what has come whenever it is free and waits for nothing. Clock: System.nanoTime."
            + " Mode graph stands for a session of ONNX Runtime; copies to a device are part of it.";

    private final OnnxSource source;
    private final Options options;
    private final int threads;
    private final ColdStarts coldStarts;

    /**
     * What to record.
     *
     * @param model path of a file, or demo
     * @param device cpu or cuda
     * @param loads in percent of the capacity
     */
    record Options(String model, String device, List<Integer> loads) {
        /** Returns what records it in a command line, without the path of the file. */
        String text(OnnxSource source) {
            return " --model " + (model.equals(OnnxSource.DEMO) ? model : source.name() + ".onnx") + " --device "
                    + device + " --loads "
                    + String.join(",", loads.stream().map(String::valueOf).toList());
        }
    }

    /**
     * Loads the model.
     *
     * @param options what to record
     * @throws IOException if ONNX Runtime cannot be loaded
     * @throws io.github.virgasim.input.InvalidInputException if there is no such model or device, or the model cannot be run
     */
    MachineRecording(Options options) throws IOException {
        this.options = options;
        // Logical processors come in pairs as a rule, and somebody else uses the machine, too.
        threads = Math.max(1, Machine.processorCount() / 2);
        source = new OnnxSource(options.model, options.device, threads);
        coldStarts = new ColdStarts(Clock.SYSTEM, source);
        Inference inference = coldStarts.inference();
        // Warms up, and finds out before anything is written whether each batch can be run.
        for (int batch = 1; batch <= plan().batching(inference.batches()).maxBatch(); batch++) {
            inference.run(batch);
        }
    }

    OnnxSource source() {
        return source;
    }

    Plan plan() {
        return Plan.of(options.loads);
    }

    /**
     * Records.
     *
     * @param folder empty
     * @param progress is told of each step
     * @return what the user should know, a sentence each
     * @throws IOException if a file cannot be written
     */
    List<String> write(Path folder, Progress progress) throws IOException {
        Map<String, Object> environment = environment();
        List<String> remarks = new ArrayList<>();
        Optional<PowerSampler> power =
                onCuda() ? Optional.empty() : PowerSampler.start(PowerSampler.POWERCAP, Clock.SYSTEM, coldStarts.t0());
        try (RecordingFiles files = new RecordingFiles(folder)) {
            int besides = onCuda() ? 2 : Machine.processorCount() / threads;
            remarks.addAll(
                    new Recorder(Clock.SYSTEM, plan(), source, coldStarts, files, progress).record(!onCuda(), besides));
        } finally {
            power.ifPresent(PowerSampler::close);
        }
        if (power.isPresent()) {
            power.get().write(folder.resolve("power.csv"));
        } else {
            remarks.add("power was left out: there is no counter of energy that may be read");
        }
        environment.put("load_average_after", Machine.load());
        environment.put("remarks", remarks);
        Files.writeString(
                folder.resolve("environment.json"),
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(environment) + "\n");
        return remarks;
    }

    private boolean onCuda() {
        return options.device.equals(OnnxSource.CUDA);
    }

    private Map<String, Object> environment() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("virga", Provenance.version());
        facts.put("date_utc", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("method", METHOD);
        facts.put("device", options.device);
        if (onCuda()) {
            facts.put("gpu_and_driver", Machine.gpu("nvidia-smi"));
        }
        facts.put("cpu", Machine.processors());
        facts.put("cpus", Machine.processorCount());
        facts.putAll(Machine.software());
        facts.put("onnxruntime", source.version());
        facts.put("onnxruntime_threads", threads);
        facts.put("model", source.name());
        facts.put("model_bytes", source.bytes());
        facts.put("model_sha256", source.sha256());
        facts.put("plan", plan().toString());
        facts.put("load_average_before", Machine.load());
        return facts;
    }
}
