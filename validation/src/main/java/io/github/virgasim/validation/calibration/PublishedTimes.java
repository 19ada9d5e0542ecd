// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import java.util.Map;

/** Times of one image that their authors publish on a page, where no file of measurements is at hand. */
final class PublishedTimes {
    /** YOLOv8, A100, TensorRT, 640 x 640 px [ms]: docs.ultralytics.com/models/yolov8, column "Speed A100 TensorRT". */
    static final Map<String, Double> YOLOV8_A100_MS = Map.of("yolov8n", 0.99, "yolov8s", 1.20, "yolov8m", 1.83);

    /**
     * INT8 networks after quantisation-aware training, A100, TensorRT 8.4, 224 x 224 px [ms]: NVIDIA/TensorRT,
     * tools/tensorflow-quantization, model zoo.
     */
    static final double MOBILENET_V2_A100_MS = 0.30;

    /** The same place, 224 x 224 px [ms]. */
    static final double EFFICIENTNET_B0_A100_MS = 0.68;

    /** The same place, 300 x 300 px [ms]. */
    static final double EFFICIENTNET_B3_A100_MS = 1.23;

    /**
     * SSD-MobileNet-v2, Jetson Nano, TensorRT FP16, 300 x 300 px, copies included [ms]: AastaNV/TRT_object_detection,
     * README; 22.7 images/s (44 ms) at jkjung-avt/tensorrt_demos.
     */
    static final double SSD_MOBILENET_V2_NANO_MS = 46;

    private PublishedTimes() {}
}
