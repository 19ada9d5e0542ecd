// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A session of ONNX Runtime. Inputs of a batch are made when it is first run, and used again. */
final class OnnxInference implements Inference {
    private final String model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<OnnxInput> inputs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Map<String, OnnxTensor>> tensors = new HashMap<>();

    /**
     * Takes over a session.
     *
     * @param model names it in messages
     * @param environment that it belongs to
     * @param session closed by this
     * @throws InvalidInputException if it has no inputs, or such as cannot be made up
     */
    OnnxInference(String model, OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        try {
            for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
                if (!(input.getValue().getInfo() instanceof TensorInfo info)) {
                    throw invalid("input '" + input.getKey() + "' must be a tensor");
                }
                names.add(input.getKey());
                inputs.add(input(input.getKey(), info));
            }
        } catch (OrtException e) {
            throw invalid("its inputs cannot be read (" + e.getMessage() + ")");
        }
        if (inputs.isEmpty()) {
            throw invalid("has no inputs");
        }
    }

    private OnnxInput input(String name, TensorInfo info) {
        try {
            return OnnxInput.of(name, info);
        } catch (InvalidInputException e) {
            throw invalid(e.getMessage());
        }
    }

    private InvalidInputException invalid(String complaint) {
        return new InvalidInputException(model + ": " + complaint);
    }

    @Override
    public Query query() {
        return inputs.get(0).query();
    }

    @Override
    public boolean batches() {
        return inputs.stream().anyMatch(OnnxInput::batched);
    }

    @Override
    public void run(int batch) {
        try {
            session.run(tensors(batch)).close();
        } catch (OrtException e) {
            throw invalid("a batch of " + batch + " with the inputs "
                    + inputs.stream().map(OnnxInput::toString).collect(Collectors.joining(", ")) + " cannot be run ("
                    + e.getMessage() + ")");
        }
    }

    private Map<String, OnnxTensor> tensors(int batch) throws OrtException {
        Map<String, OnnxTensor> made = tensors.get(batch);
        if (made == null) {
            made = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                made.put(names.get(i), inputs.get(i).tensor(environment, batch));
            }
            tensors.put(batch, made);
        }
        return made;
    }

    @Override
    public void close() {
        tensors.values().forEach(each -> each.values().forEach(OnnxTensor::close));
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
