// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a system is set up for a benchmark.
 *
 * @param benchmark family, without its accuracy
 * @param scenario Server, Offline, ...
 * @param config its name
 * @param batch largest batch of the GPU
 * @param isOnGpuAlone false if other accelerators take part
 * @param streams batches side by side, at least 1
 */
record Configuration(String benchmark, String scenario, String config, int batch, boolean isOnGpuAlone, int streams) {
    static List<Configuration> read(Path file) {
        List<Configuration> all = new ArrayList<>();
        CsvRows.forEach(
                file,
                List.of("benchmark", "scenario", "config", "gpu_batch_size", "dla_batch_size", "gpu_inference_streams"),
                row -> {
                    if (row.has("gpu_batch_size")) {
                        all.add(new Configuration(
                                row.text("benchmark"),
                                row.text("scenario"),
                                row.text("config"),
                                (int) row.positive("gpu_batch_size"),
                                !row.has("dla_batch_size"),
                                row.has("gpu_inference_streams") ? (int) row.positive("gpu_inference_streams") : 1));
                    }
                });
        return all;
    }
}
