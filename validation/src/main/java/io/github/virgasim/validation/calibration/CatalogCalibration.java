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

    /** Device without a measured overhead to the board of its family that has one; all others are as the x86 host. */
    private static final Map<String, String> OVERHEAD_LIKE =
            Map.of("orin-nx", "orin-nano", "jetson-tx2", "jetson-nano");

    /** Memory bandwidths that NVIDIA publishes [GB/s]. */
    private static final double NANO_BANDWIDTH = 25.6;

    private static final double TX2_BANDWIDTH = 59.7;
    private static final double RTX_3080_BANDWIDTH = 760;
    private static final double RTX_3080_TI_BANDWIDTH = 912;

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
     * @throws InvalidInputException if a file is missing
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
        deriveSsdMobilenet();
        deriveTx2();
        deriveRtx3080();
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
        String like = OVERHEAD_LIKE.getOrDefault(device, device);
        return measured.getOrDefault(like, measured.get("rtx-2080ti"));
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
        double intercept = medianIntercept(yolo.get("rtx-3090"));
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
        line(
                "bert-large",
                "rtx-3090",
                bert.get("a30").interceptMs(),
                bert.get("agx-orin").slopeMsPerUnit() * rtx3090ToAgxOrin());
        double nano = nanoToXavierNx();
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

    private void deriveSsdMobilenet() {
        String ssd = "ssd-mobilenet-v2";
        double later = source.mobilenetV2ToV1();
        source.ssdMobilenetV1()
                .forEach((device, fit) -> put(ssd, device, fit.scaled(later, later / YOLO_MPIXEL), false));
        put(ssd, "orin-nano", orinNano(get(ssd, "agx-orin")), false);
        put(ssd, "jetson-nano", get(ssd, "xavier-nx").scaled(nanoToXavierNx(), nanoToXavierNx()), false);
        line(
                ssd,
                "rtx-3090",
                medianIntercept(yolo.get("rtx-3090")),
                get(ssd, "agx-orin").slopeMsPerUnit() * rtx3090ToAgxOrin());
    }

    private void deriveTx2() {
        double ratio = NANO_BANDWIDTH / TX2_BANDWIDTH;
        for (String model : List.of("resnet-18", "ssd-mobilenet-v2")) {
            put(model, "jetson-tx2", get(model, "jetson-nano").scaled(ratio, ratio), false);
        }
    }

    /** One of ECSRL's four cards in a host, hence a quarter of a host's idle power in the catalogue of devices. */
    private void deriveRtx3080() {
        Map<String, LatencyFit> ti = source.yoloOnRtx3080Ti();
        double ratio = RTX_3080_TI_BANDWIDTH / RTX_3080_BANDWIDTH;
        put("yolov9m", "rtx-3080", ti.get("yolov9m").scaled(1, ratio), false);
        double toRtx3090 = ratio
                * ti.get("yolov8m").slopeMsPerUnit()
                / yolo.get("rtx-3090").get("yolov8m").slopeMsPerUnit();
        for (String model : List.of("resnet-18", "efficientnet-b4", "ssd-mobilenet-v2")) {
            double slope = get(model, "rtx-3090").slopeMsPerUnit() * toRtx3090;
            line(model, "rtx-3080", medianIntercept(ti), slope);
        }
    }

    private static double medianIntercept(Map<String, LatencyFit> yoloOfOneDevice) {
        return Numbers.median(
                yoloOfOneDevice.values().stream().map(LatencyFit::interceptMs).toList());
    }

    private double rtx3090ToAgxOrin() {
        return yolo.get("rtx-3090").get("yolov8m").slopeMsPerUnit()
                / yolo.get("agx-orin").get("yolov8m").slopeMsPerUnit();
    }

    private double nanoToXavierNx() {
        return source.torch2trtMs("NANO", "resnet-50")
                / resnet50.get("xavier-nx").at(1);
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
