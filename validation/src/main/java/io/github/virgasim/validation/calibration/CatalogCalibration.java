// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the variants of the shipped catalogue ({@code catalog/variants.csv}) from the published measurements:
 * what was measured on a device as it is, the rest by a measured ratio. The rules are those that the column
 * {@code source} of the file states.
 */
public final class CatalogCalibration {

    private static final double MPIXEL = MeasuredLatencies.CLASSIFIER_MPIXEL;

    /** GFLOP per image of 640 x 640 px as the authors of the models publish them. */
    private static final Map<String, Double> YOLO_GFLOP =
            Map.of("yolov8n", 8.7, "yolov8s", 28.6, "yolov8m", 78.9, "yolov9s", 26.4, "yolov9m", 76.3);

    private static final double YOLO_MPIXEL = 0.4096;

    /** Device to the device whose ResNet-50 says how a classifier's time splits into intercept and slope. */
    private static final Map<String, String> SPLIT_LIKE = Map.of(
            "jetson-nano", "xavier-nx",
            "xavier-nx", "xavier-nx",
            "orin-nano", "agx-orin",
            "agx-orin", "agx-orin",
            "rtx-2080ti", "t4");

    private final Map<String, LatencyFit> fits = new LinkedHashMap<>();
    private final Map<String, Boolean> measured = new LinkedHashMap<>();
    private final MeasuredLatencies source;
    private final Map<String, LatencyFit> resnet50;
    private final Map<String, LatencyFit> bert;
    private final Map<String, Map<String, LatencyFit>> yolo;
    private final Map<String, Map<String, Double>> isolated;

    private CatalogCalibration(MeasurementFolder folder) {
        source = new MeasuredLatencies(folder);
        resnet50 = source.resnet50();
        bert = source.bertLarge();
        yolo = source.yolo();
        isolated = source.isolatedMs();
    }

    /**
     * Computes all variants.
     *
     * @param folder the measurements
     * @return the variants; their order is that of the computation
     * @throws InvalidInputException if a file of measurements is malformed
     * @throws IllegalArgumentException if a file is missing
     * @throws IllegalStateException if no JDBC driver for SQLite is on the class path
     */
    public static List<CalibratedVariant> variants(MeasurementFolder folder) {
        return new CatalogCalibration(folder).compute();
    }

    private List<CalibratedVariant> compute() {
        measureAll();
        deriveDetection();
        deriveClassification();
        deriveQuestionAnswering();
        Map<String, Double> overheads = source.overheadMs();
        List<CalibratedVariant> variants = new ArrayList<>();
        fits.forEach((key, fit) -> {
            String[] names = key.split("@");
            variants.add(
                    new CalibratedVariant(names[0], names[1], fit, overheadMs(overheads, names[1]), measured.get(key)));
        });
        return variants;
    }

    private static double overheadMs(Map<String, Double> measured, String device) {
        String like = device.equals("orin-nx") ? "orin-nano" : measured.containsKey(device) ? device : "rtx-2080ti";
        return measured.get(like);
    }

    private void measureAll() {
        yolo.forEach((device, models) -> models.forEach((model, fit) -> put(model, device, fit, true)));
        resnet50.forEach((device, fit) -> put("resnet-50", device, fit.scaled(1, 1 / MPIXEL), true));
        bert.forEach((device, fit) -> put("bert-large", device, fit, true));
        isolated.forEach((device, models) -> models.forEach((model, ms) -> split(model, device, ms)));
        split("resnet-18", "jetson-nano", source.torch2trtMs("NANO", "resnet-18"));
        split("resnet-50", "jetson-nano", source.torch2trtMs("NANO", "resnet-50"));
    }

    private void split(String model, String device, double millis) {
        double share = resnet50.get(SPLIT_LIKE.get(device)).interceptShare(1);
        put(model, device, LatencyFit.ofShare(millis, MPIXEL, share), true);
    }

    private void deriveDetection() {
        double gflopPerMs = 2 * source.timm("resnet-50").gmacs() / source.torch2trtMs("NANO", "resnet-50");
        double launch = isolated.get("jetson-nano").get("mobilenet-v2-0.5")
                / isolated.get("orin-nano").get("mobilenet-v2-0.5");
        for (String model : MeasuredLatencies.YOLO) {
            double intercept = yolo.get("orin-nano").get(model).interceptMs() * launch;
            line(model, "jetson-nano", intercept, YOLO_GFLOP.get(model) / YOLO_MPIXEL / gflopPerMs);
            for (String card : List.of("a30", "a100")) {
                double ratio =
                        bert.get(card).slopeMsPerUnit() / bert.get("agx-orin").slopeMsPerUnit();
                line(
                        model,
                        card,
                        yolo.get("rtx-3090").get(model).interceptMs(),
                        yolo.get("agx-orin").get(model).slopeMsPerUnit() * ratio);
            }
        }
    }

    private void deriveClassification() {
        put("resnet-50", "orin-nano", orinNano(get("resnet-50", "agx-orin")), false);
        double eighteen = source.torch2trtMs("XAVIER", "resnet-18") / source.torch2trtMs("XAVIER", "resnet-50");
        for (String device : List.of("xavier-nx", "orin-nano", "agx-orin")) {
            put("resnet-18", device, get("resnet-50", device).scaled(eighteen, eighteen), false);
        }
        double intercept = Numbers.median(yolo.get("rtx-3090").values().stream()
                .map(LatencyFit::interceptMs)
                .toList());
        double fifty = source.timm("resnet-50").msPerSample();
        for (String model : MeasuredLatencies.TIMM.keySet()) {
            double millis = source.timm(model).msPerSample();
            line(model, "rtx-3090", intercept, millis / MPIXEL);
            if (!model.equals("resnet-50")) {
                for (String card : List.of("a30", "a100")) {
                    put(model, card, get("resnet-50", card).scaled(1, millis / fifty), false);
                }
            }
        }
    }

    private void deriveQuestionAnswering() {
        put("bert-large", "orin-nano", orinNano(bert.get("agx-orin")), false);
        double gemm = yolo.get("rtx-3090").get("yolov8m").slopeMsPerUnit()
                / yolo.get("agx-orin").get("yolov8m").slopeMsPerUnit();
        line(
                "bert-large",
                "rtx-3090",
                bert.get("a30").interceptMs(),
                bert.get("agx-orin").slopeMsPerUnit() * gemm);
        double nano = source.torch2trtMs("NANO", "resnet-50")
                / resnet50.get("xavier-nx").at(1);
        put("bert-large", "jetson-nano", bert.get("xavier-nx").scaled(nano, nano), false);

        double large = encoderFlop(1024, 24);
        double base = encoderFlop(768, 12) / large;
        double distil = encoderFlop(768, 6) / large;
        for (String device :
                List.of("jetson-nano", "xavier-nx", "orin-nano", "agx-orin", "rtx-3090", "a2", "a30", "a100")) {
            LatencyFit fit = get("bert-large", device);
            put("bert-base", device, fit.scaled(12 / 24.0, base), false);
            put("distilbert", device, fit.scaled(6 / 24.0, distil), false);
            // 5.7 and 22.5 GFLOP: MobileBERT and BERT base in Sun et al. 2020 (arXiv 2004.02984); 24 layers.
            put("mobilebert", device, fit.scaled(1, base * 5.7 / 22.5), false);
        }
    }

    private LatencyFit orinNano(LatencyFit onAgxOrin) {
        LatencyFit small = yolo.get("orin-nano").get("yolov8m");
        LatencyFit large = yolo.get("agx-orin").get("yolov8m");
        return onAgxOrin.scaled(
                small.interceptMs() / large.interceptMs(), small.slopeMsPerUnit() / large.slopeMsPerUnit());
    }

    /** Operations of a transformer encoder at 384 tokens: matrix products of the layers and of attention. */
    private static double encoderFlop(double hidden, int layers) {
        double tokens = 384;
        return layers * (24 * hidden * hidden * tokens + 4 * hidden * tokens * tokens);
    }

    private void line(String model, String device, double interceptMs, double slopeMs) {
        put(model, device, new LatencyFit(interceptMs, slopeMs, 1, 0), false);
    }

    private void put(String model, String device, LatencyFit fit, boolean isMeasured) {
        String key = model + "@" + device;
        if (fits.put(key, fit) != null) {
            throw new IllegalStateException(key + " is computed twice");
        }
        measured.put(key, isMeasured);
    }

    private LatencyFit get(String model, String device) {
        return fits.get(model + "@" + device);
    }
}
