// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes degradation matrices of the kind that the ECSRL poster measured on a Xavier NX ({@code
 * interference/ecsrl.csv}). The poster's values are only in an image; these are computed by a rule of ours that has the
 * properties the poster states, not measured on the boards:
 *
 * <ul>
 *   <li>Alone the slowdown is 1. Each workload that runs already adds {@code slope * 2 t / (t + own)}, where own is the
 *       time of the model that is added and t that of the one that runs, both at the reference size. A slice of time ends
 *       where a kernel does, so that a neighbour of longer kernels takes more than its turn (our choice of the form).
 *   <li>The two weights of a pair sum to 2. So the mean over all states with n workloads, and over both models, is
 *       {@code 1 + slope * n}: a straight line.
 *   <li>The slope is that of time-slicing between processes, which is how a Jetson shares its GPU. It was measured on
 *       an A100 (nebuly-ai/nos); no such measurement of a Jetson is at hand.
 *   <li>The slowdown is infinite where the memory of the workloads, the added one included, exceeds the device's.
 * </ul>
 */
public final class DegradationMatrices {
    /** Columns of counts, in this order. */
    static final List<String> MODELS = List.of("resnet-18", "ssd-mobilenet-v2");

    static final List<String> DEVICES = List.of("jetson-nano", "jetson-tx2", "xavier-nx");

    private DegradationMatrices() {}

    /**
     * One element of a matrix.
     *
     * @param device the device
     * @param added the model that is added
     * @param first how many of the first model run already
     * @param second how many of the second model run already
     * @param slowdown time of the added model as a multiple of its time alone; infinite if it does not fit
     */
    public record Element(String device, String added, int first, int second, double slowdown) {
        /**
         * Writes the element as a line of the file.
         *
         * @return the fields, separated by commas
         */
        public String line() {
            String value = Double.isInfinite(slowdown) ? "inf" : String.format(Locale.ROOT, "%.4f", slowdown);
            return String.format(Locale.ROOT, "%s,%s,%d,%d,%s", device, added, first, second, value);
        }
    }

    /**
     * Fits the slowdown that each further client of a time-sliced GPU causes.
     *
     * @param csv the times of 1, 3, 5 and 7 clients under several ways of sharing (nos_gpu_sharing)
     * @return slope of the mean time over the number of clients, as a share of the time of one client
     * @throws InvalidInputException if a column is missing, a number malformed or there is no time of a single client
     */
    public static double timeSlicingSlope(Path csv) {
        List<Double> clients = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        CsvRows.forEach(csv, List.of("technology", "pods", "avg_inference_s"), row -> {
            if (row.text("technology").equals("time-slicing")) {
                clients.add(row.positive("pods"));
                seconds.add(row.positive("avg_inference_s"));
            }
        });
        int alone = clients.indexOf(1.0);
        if (alone < 0 || clients.size() < 2) {
            throw new InvalidInputException(csv.getFileName()
                    + ": must have times of one and of more clients under time-slicing, has " + clients);
        }
        LatencyFit fit = LatencyFit.of(
                clients.stream().mapToDouble(Double::doubleValue).toArray(),
                seconds.stream().mapToDouble(Double::doubleValue).toArray());
        return fit.slopeMsPerUnit() / seconds.get(alone);
    }

    /**
     * Computes the matrices of all devices.
     *
     * @param catalog times and memory of the variants
     * @param slope slowdown that a neighbour of the same model adds
     * @return the elements by device, added model, count of the first and of the second model
     * @throws InvalidInputException if the catalogue lacks a variant
     */
    public static List<Element> elements(ModelCatalog catalog, double slope) {
        List<Element> elements = new ArrayList<>();
        for (String device : DEVICES) {
            List<ModelVariant> variants =
                    MODELS.stream().map(model -> catalog.variant(model, device)).toList();
            for (ModelVariant added : variants) {
                addMatrix(elements, variants, added, slope);
            }
        }
        return elements;
    }

    private static void addMatrix(
            List<Element> elements, List<ModelVariant> variants, ModelVariant added, double slope) {
        ModelVariant first = variants.get(0);
        ModelVariant second = variants.get(1);
        double memory = added.device().gpuMemoryMib();
        for (int i = 0; i * first.gpuMemoryMib() <= memory; i++) {
            for (int j = 0; j * second.gpuMemoryMib() <= memory; j++) {
                double used = i * first.gpuMemoryMib() + j * second.gpuMemoryMib() + added.gpuMemoryMib();
                double slowdown = 1 + slope * (i * weight(first, added) + j * weight(second, added));
                elements.add(new Element(
                        added.device().name(),
                        added.model().name(),
                        i,
                        j,
                        used <= memory ? slowdown : Double.POSITIVE_INFINITY));
            }
        }
    }

    private static double weight(ModelVariant running, ModelVariant added) {
        return 2 * time(running) / (time(running) + time(added));
    }

    private static double time(ModelVariant variant) {
        return variant.processingDelay(variant.model().task().referenceSize());
    }
}
