// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the YOLO latencies of trtutils (github.com/justincdavis/trtutils, MIT): one JSON file per device with
 * {@code runtime -> model -> input side [px] -> mean, median, min, max [ms]}, batch 1.
 */
public final class TrtutilsReader {

    private final String file;
    private final JsonNode root;

    private TrtutilsReader(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads the file of one device.
     *
     * @param file the JSON file
     * @return the reader
     * @throws InvalidInputException if the file cannot be read or is not a JSON object
     */
    public static TrtutilsReader read(Path file) {
        return of(file.getFileName().toString(), InputFile.text(file));
    }

    /**
     * Reads a text.
     *
     * @param name the name of the text for messages
     * @param json the text
     * @return the reader
     * @throws InvalidInputException if the text is not a JSON object
     */
    public static TrtutilsReader of(String name, String json) {
        JsonNode root;
        try {
            root = JsonText.parse(json);
        } catch (IOException e) {
            throw new InvalidInputException(name + ": must be JSON: " + e.getMessage());
        }
        if (!root.isObject()) {
            throw new InvalidInputException(name + ": must be a JSON object");
        }
        return new TrtutilsReader(name, root);
    }

    /**
     * The runtimes.
     *
     * @return names in file order
     */
    public List<String> runtimes() {
        return root.propertyStream().map(Map.Entry::getKey).toList();
    }

    /**
     * The models of a runtime.
     *
     * @param runtime one of {@link #runtimes}
     * @return names in file order
     */
    public List<String> models(String runtime) {
        return root.path(runtime).propertyStream().map(Map.Entry::getKey).toList();
    }

    /**
     * The median latency at every input side.
     *
     * @param runtime the runtime, for example {@code tensorrt}
     * @param model the model, for example {@code yolov8n}
     * @return input side [px] to median latency [ms], ascending
     * @throws InvalidInputException if runtime or model are absent, or a side or median is not a positive number
     */
    public SortedMap<Integer, Double> mediansMs(String runtime, String model) {
        JsonNode sides = root.path(runtime).path(model);
        if (!sides.isObject()) {
            throw new InvalidInputException(file + ": has no times of " + model + " with " + runtime);
        }
        SortedMap<Integer, Double> medians = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> it = sides.properties().iterator(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> side = it.next();
            String place = file + ", " + runtime + "/" + model;
            double pixels = Numbers.positive(place, "input side", side.getKey());
            if (pixels != Math.rint(pixels)) {
                throw InvalidInputException.of(place, "input side", side.getKey(), "must be a whole number");
            }
            String median = side.getValue().path("median").asText();
            double value = Numbers.positive(place + "/" + side.getKey(), "median", median);
            if (medians.put((int) pixels, value) != null) {
                throw InvalidInputException.of(place, "input side", side.getKey(), "must stand once");
            }
            if (side.getValue().path("min").asDouble(value) > value
                    || side.getValue().path("max").asDouble(value) < value) {
                throw InvalidInputException.of(
                        place + "/" + side.getKey(), "median", median, "must be from min to max");
            }
        }
        return medians;
    }

    /**
     * Fits the medians over the number of pixels.
     *
     * @param runtime the runtime
     * @param model the model
     * @return the line; its size unit is 1 Mpixel = 1,000,000 pixels
     * @throws InvalidInputException as {@link #mediansMs}
     * @throws InvalidInputException if there are fewer than two sides
     */
    public LatencyFit fit(String runtime, String model) {
        SortedMap<Integer, Double> medians = mediansMs(runtime, model);
        return LatencyFit.of(
                medians.keySet().stream()
                        .mapToDouble(side -> (double) side * side / 1e6)
                        .toArray(),
                medians.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
