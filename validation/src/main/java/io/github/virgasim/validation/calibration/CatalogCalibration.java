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
            LatencyFit fit = yoloOnA100(model);
            put(model, "a100", fit, PublishedTimes.YOLOV8_A100_MS.containsKey(model));
            line(model, "a30", fit.interceptMs(), fit.slopeMsPerUnit() * a30ToA100(bert));
        }
    }

    /** As published, split as on an RTX 3090; a YOLOv9 as much faster than there as YOLOv8m. */
    private LatencyFit yoloOnA100(String model) {
        Map<String, LatencyFit> rtx3090 = yolo.get("rtx-3090");
        Double published = PublishedTimes.YOLOV8_A100_MS.get(model);
        if (published != null) {
            return LatencyFit.ofShare(published, YOLO_MPIXEL, rtx3090.get(model).interceptShare(YOLO_MPIXEL));
        }
        double ratio = PublishedTimes.YOLOV8_A100_MS.get("yolov8m")
                / rtx3090.get("yolov8m").at(YOLO_MPIXEL);
        return rtx3090.get(model).scaled(ratio, ratio);
    }

    private static double a30ToA100(Map<String, LatencyFit> fits) {
        return fits.get("a30").slopeMsPerUnit() / fits.get("a100").slopeMsPerUnit();
    }

    private void deriveClassification() {
        put("resnet-50", "orin-nano", orinNano(get("resnet-50", "agx-orin")), false);
        double eighteen = source.torch2trtMs("XAVIER", "resnet-18") / source.torch2trtMs("XAVIER", "resnet-50");
        for (String device : List.of("xavier-nx", "orin-nano", "agx-orin")) {
            put("resnet-18", device, get("resnet-50", device).scaled(eighteen, eighteen), false);
        }
        double intercept = medianIntercept(yolo.get("rtx-3090"));
        MeasuredLatencies.TIMM
                .keySet()
                .forEach(model ->
                        line(model, "rtx-3090", intercept, source.timm(model).msPerSample() / MPIXEL));
        put("resnet-18", "a100", get("resnet-50", "a100").scaled(eighteen, eighteen), false);
        put("mobilenet-v2", "a100", onA100(PublishedTimes.MOBILENET_V2_A100_MS), true);
        double half = source.timm("mobilenet-v2-0.5").msPerSample()
                / source.timm("mobilenet-v2").msPerSample();
        put("mobilenet-v2-0.5", "a100", get("mobilenet-v2", "a100").scaled(1, half), false);
        put("efficientnet-b4", "a100", onA100(efficientnetB4OnA100()), false);
        double toA30 = a30ToA100(resnet50);
        for (String model : List.of("resnet-18", "mobilenet-v2", "mobilenet-v2-0.5", "efficientnet-b4")) {
            put(model, "a30", get(model, "a100").scaled(interceptA30ToA100(), toA30), false);
        }
    }

    private LatencyFit onA100(double millis) {
        return LatencyFit.ofShare(millis, MPIXEL, resnet50.get("a100").interceptShare(1));
    }

    private double interceptA30ToA100() {
        return resnet50.get("a30").interceptMs() / resnet50.get("a100").interceptMs();
    }

    /** On the line through B0 and B3 over the operations of one image. */
    private double efficientnetB4OnA100() {
        double b0 = source.efficientnetGmacs("b0");
        double b3 = source.efficientnetGmacs("b3");
        double perGmac = (PublishedTimes.EFFICIENTNET_B3_A100_MS - PublishedTimes.EFFICIENTNET_B0_A100_MS) / (b3 - b0);
        return PublishedTimes.EFFICIENTNET_B3_A100_MS + perGmac * (source.efficientnetGmacs("b4") - b3);
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
        double share = get(ssd, "xavier-nx").interceptShare(YOLO_MPIXEL);
        put(ssd, "jetson-nano", LatencyFit.ofShare(PublishedTimes.SSD_MOBILENET_V2_NANO_MS, YOLO_MPIXEL, share), true);
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
