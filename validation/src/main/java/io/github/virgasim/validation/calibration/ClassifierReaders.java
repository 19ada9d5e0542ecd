// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads two tables of image classifiers: throughput on a desktop card of timm
 * (github.com/huggingface/pytorch-image-models, Apache-2.0) and Jetson latencies of torch2trt
 * (github.com/NVIDIA-AI-IOT/torch2trt, MIT).
 */
public final class ClassifierReaders {

    private static final String LATENCY = "Latency (TensorRT)";

    private ClassifierReaders() {}

    /**
     * Throughput and work of a classifier.
     *
     * @param samplesPerSecond images per second at the largest batch that was measured
     * @param gmacs multiply-accumulate operations per image, in 10^9; NaN if not given
     */
    public record Throughput(double samplesPerSecond, double gmacs) {

        /**
         * Time per image in a large batch.
         *
         * @return the time [ms]
         */
        public double msPerSample() {
            return 1000 / samplesPerSecond;
        }
    }

    /**
     * Reads one row of a timm inference benchmark.
     *
     * @param csv the file
     * @param model name of the model there
     * @param side input side [px]
     * @return throughput and work
     * @throws InvalidInputException if the file cannot be read, there is no such row or a number is malformed
     */
    public static Throughput timm(Path csv, String model, int side) {
        List<Throughput> found = new ArrayList<>();
        CsvRows.forEach(csv, List.of("model", "infer_img_size", "infer_samples_per_sec", "infer_gmacs"), row -> {
            if (row.text("model").equals(model) && row.text("infer_img_size").equals(Integer.toString(side))) {
                found.add(new Throughput(
                        row.positive("infer_samples_per_sec"),
                        row.has("infer_gmacs") ? row.number("infer_gmacs") : Double.NaN));
            }
        });
        if (found.size() != 1) {
            throw new InvalidInputException(
                    csv.getFileName() + ": must have one row of " + model + " at " + side + " px, has " + found.size());
        }
        return found.get(0);
    }

    /**
     * Reads the TensorRT latency of a model from a torch2trt table in Markdown.
     *
     * @param markdown the file
     * @param model the last part of the name in the first column, for example {@code resnet18}
     * @return the latency at batch 1 in FP16 [ms]
     * @throws InvalidInputException if the file cannot be read, the table, its column or the row is missing, or the number malformed
     */
    public static double torch2trtMs(Path markdown, String model) {
        String file = markdown.getFileName().toString();
        List<String> lines = InputFile.text(markdown).lines().toList();
        int column = -1;
        for (int i = 0; i < lines.size(); i++) {
            List<String> cells =
                    Arrays.stream(lines.get(i).split("\\|")).map(String::strip).toList();
            if (column < 0) {
                column = cells.indexOf(LATENCY);
            } else if (cells.size() > Math.max(1, column) && cells.get(1).endsWith("." + model)) {
                return Numbers.positive(file + ", line " + (i + 1), LATENCY, cells.get(column));
            }
        }
        throw new InvalidInputException(
                file + ": " + (column < 0 ? "has no column '" + LATENCY + "'" : "has no row of " + model));
    }
}
