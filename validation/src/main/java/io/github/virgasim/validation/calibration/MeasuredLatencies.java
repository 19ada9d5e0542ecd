// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latencies that were measured on the device itself, read from the published measurements.
 *
 * <p>Fits of YOLO are over the input size; of ResNet-50 and BERT over the batch, with one query at the reference size
 * as the unit. Of the other classifiers one time each is known.
 */
final class MeasuredLatencies {

    /** The image that capacities of classifiers refer to: 224 x 224 px [Mpixel]. */
    static final double CLASSIFIER_MPIXEL = 224 * 224 / 1e6;

    static final List<String> YOLO = List.of("yolov8n", "yolov8s", "yolov8m", "yolov9s", "yolov9m");

    /** Classifier to its name and input side in timm. */
    static final Map<String, TimmName> TIMM = ordered(
            Map.entry("mobilenet-v2-0.5", new TimmName("mobilenetv2_050", 224)),
            Map.entry("resnet-18", new TimmName("resnet18", 224)),
            Map.entry("mobilenet-v2", new TimmName("mobilenetv2_100", 224)),
            Map.entry("resnet-50", new TimmName("resnet50", 224)),
            Map.entry("efficientnet-b4", new TimmName("efficientnet_b4", 384)));

    private static final Map<String, String> YOLO_FILES = ordered(
            Map.entry("xavier-nx", "XavierNX-8GB.json"),
            Map.entry("orin-nano", "OrinNano-8GB.json"),
            Map.entry("orin-nx", "OrinNX-16GB.json"),
            Map.entry("agx-orin", "OrinAGX-64GB.json"),
            Map.entry("titan-rtx", "TitanRTX.json"),
            Map.entry("rtx-3090", "3090.json"));

    /** Device to the MLPerf systems of full performance (neither MaxQ nor Triton) that are built on it. */
    private static final Map<String, List<String>> MLPERF = ordered(
            Map.entry("xavier-nx", List.of("Xavier_NX_TRT")),
            Map.entry("agx-orin", List.of("Orin_TRT")),
            Map.entry("t4", List.of("XE2420_1xT4_edge_TRT")),
            Map.entry("a2", List.of("A2x1_TRT", "XR12_edge_A2x1_TRT")),
            Map.entry("a30", List.of("A30x1_TRT", "XE2420_A30x1_TRT", "A30x1_Custom_TRT")),
            Map.entry("a100", List.of("A100-PCIe-80GBx1_TRT")));

    /** Batch of BERT in the Offline scenario (batch_sizes_v2.0.csv; BERT runs on the GPU alone, also on a Jetson). */
    private static final Map<String, Integer> BERT_BATCH = ordered(
            Map.entry("xavier-nx", 8),
            Map.entry("agx-orin", 256),
            Map.entry("a2", 256),
            Map.entry("a30", 1024),
            Map.entry("a100", 1024));

    private static final Map<String, GridName> GRID = ordered(
            Map.entry("jetson-nano", new GridName("jetson", 0)),
            Map.entry("xavier-nx", new GridName("xavier", 5)),
            Map.entry("orin-nano", new GridName("orin-nano", 0)),
            Map.entry("agx-orin", new GridName("orin", 2)),
            Map.entry("rtx-2080ti", new GridName("gpu-server", 4)));

    private static final Map<String, String> GRID_MODELS = ordered(
            Map.entry("mobilenet-v2-0.5", "mobilenet-v2-050"),
            Map.entry("mobilenet-v2", "mobilenet-v2-100"),
            Map.entry("efficientnet-b4", "efficientnet-b4"));

    private static final List<String> SSD_MOBILENET = List.of("xavier-nx", "agx-orin", "a2", "a30", "a100");

    private final MeasurementFolder folder;

    MeasuredLatencies(MeasurementFolder folder) {
        this.folder = folder;
    }

    record TimmName(String model, int side) {}

    private record GridName(String device, int mode) {}

    /** Device to model to fit over Mpixel. */
    Map<String, Map<String, LatencyFit>> yolo() {
        Map<String, Map<String, LatencyFit>> all = new LinkedHashMap<>();
        YOLO_FILES.forEach((device, file) -> all.put(device, yoloFits(file)));
        return all;
    }

    /** Model to fit over Mpixel on an RTX 3080 Ti, which is not in the catalogue but close to a card that is. */
    Map<String, LatencyFit> yoloOnRtx3080Ti() {
        return yoloFits("3080Ti.json");
    }

    private Map<String, LatencyFit> yoloFits(String file) {
        TrtutilsReader reader = TrtutilsReader.read(folder.file("trtutils_yolo_edge", file));
        Map<String, LatencyFit> fits = new LinkedHashMap<>();
        YOLO.forEach(model -> fits.put(model, reader.fit("tensorrt", model)));
        return fits;
    }

    /** Device to fit over the queries of a batch. */
    Map<String, LatencyFit> resnet50() {
        return oneAndEight("resnet50", MLPERF.keySet());
    }

    /** Device to fit over the queries of a batch, of SSD-MobileNet-v1 with images of 300 x 300 px. */
    Map<String, LatencyFit> ssdMobilenetV1() {
        return oneAndEight("ssd-mobilenet", SSD_MOBILENET);
    }

    /** Fits through batches of one (SingleStream) and eight (MultiStream). */
    private Map<String, LatencyFit> oneAndEight(String benchmark, Collection<String> devices) {
        MlperfReader results = mlperf();
        Map<String, LatencyFit> fits = new LinkedHashMap<>();
        for (String device : devices) {
            List<String> systems = MLPERF.get(device);
            double one = results.median(systems, benchmark, "SingleStream", MlperfReader.Summary::medianMs);
            double eight = results.median(systems, benchmark, "MultiStream", MlperfReader.Summary::medianMs);
            fits.put(device, LatencyFit.ofBatches(one, 8, eight));
        }
        return fits;
    }

    /**
     * Device to fit over the queries of a batch. The mean, not the median: lengths of questions differ, and the
     * throughput that gives the second point is a mean too.
     */
    Map<String, LatencyFit> bertLarge() {
        MlperfReader results = mlperf();
        Map<String, LatencyFit> fits = new LinkedHashMap<>();
        BERT_BATCH.forEach((device, batch) -> {
            List<String> systems = MLPERF.get(device);
            double one = results.median(systems, "bert-99", "SingleStream", MlperfReader.Summary::meanMs);
            double perSecond = results.median(systems, "bert-99", "Offline", MlperfReader.Summary::samplesPerSecond);
            fits.put(device, LatencyFit.ofBatches(one, batch, batch * 1000 / perSecond));
        });
        return fits;
    }

    /** Device to classifier to isolated time [ms]. */
    Map<String, Map<String, Double>> isolatedMs() {
        List<EnergyGridReader.Isolated> profiles = isolated();
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        GRID.forEach((device, name) -> {
            Map<String, Double> times = new LinkedHashMap<>();
            GRID_MODELS.forEach((model, theirs) -> profiles.stream()
                    .filter(p -> p.device().equals(name.device())
                            && p.mode() == name.mode()
                            && p.model().equals(theirs))
                    .forEach(p -> times.put(model, p.meanMs())));
            all.put(device, times);
        });
        return all;
    }

    /** Device to overhead [ms]. */
    Map<String, Double> overheadMs() {
        List<EnergyGridReader.Isolated> profiles = isolated();
        List<EnergyGridReader.Serving> runs = EnergyGridReader.serving(folder.file("edge_energy_grid", "runs.csv"));
        Map<String, Double> all = new LinkedHashMap<>();
        GRID.forEach(
                (device, name) -> all.put(device, ServingOverhead.fitMs(profiles, runs, name.device(), name.mode())));
        return all;
    }

    /** TensorRT latency of a torchvision ResNet [ms]; the board is NANO or XAVIER (AGX). */
    double torch2trtMs(String board, String resnet) {
        return ClassifierReaders.torch2trtMs(
                folder.file("torch2trt_jetson", "JETSON_" + board + ".md"), resnet.replace("-", ""));
    }

    /** Throughput of a classifier of {@link #TIMM} on an RTX 3090. */
    ClassifierReaders.Throughput timm(String model) {
        return timm(TIMM.get(model));
    }

    private ClassifierReaders.Throughput timm(TimmName name) {
        return ClassifierReaders.timm(
                folder.file("timm", "benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv"), name.model(), name.side());
    }

    /** Operations of one image in an EfficientNet at its own input size [10^9 multiply-adds]; b0, b3 or b4. */
    double efficientnetGmacs(String size) {
        int side = Map.of("b0", 224, "b3", 300, "b4", 380).get(size);
        return timm(new TimmName("tf_efficientnet_" + size, side)).gmacs();
    }

    /** Time per image of MobileNet-v2 as a multiple of that of MobileNet-v1, on an RTX 3090. */
    double mobilenetV2ToV1() {
        return timm("mobilenet-v2").msPerSample()
                / timm(new TimmName("mobilenetv1_100", 224)).msPerSample();
    }

    private MlperfReader mlperf() {
        return MlperfReader.read(folder.file("mlperf_edge", "summaries_v2.0_closed_edge.csv"));
    }

    private List<EnergyGridReader.Isolated> isolated() {
        return EnergyGridReader.isolated(folder.file("edge_energy_grid", "stage1_eep_profiler.db"));
    }

    @SafeVarargs
    private static <V> Map<String, V> ordered(Map.Entry<String, V>... entries) {
        Map<String, V> map = new LinkedHashMap<>();
        for (Map.Entry<String, V> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
