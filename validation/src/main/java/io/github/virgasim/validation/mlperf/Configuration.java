// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    /** Reads how systems are set up; that is no measurement, of which would be taken note. */
    static List<Configuration> read(Path file) {
        List<Configuration> all = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        CsvRows.forEach(
                file,
                List.of("benchmark", "scenario", "config", "gpu_batch_size", "dla_batch_size", "gpu_inference_streams"),
                row -> {
                    List<String> name = List.of(row.text("benchmark"), row.text("scenario"), row.text("config"));
                    if (!seen.add(name)) {
                        throw row.invalid("config: must stand once for " + name.subList(0, 2) + ", was again '"
                                + row.text("config") + "'");
                    }
                    if (row.has("gpu_batch_size")) {
                        all.add(new Configuration(
                                row.name("benchmark"),
                                row.name("scenario"),
                                row.name("config"),
                                row.count("gpu_batch_size"),
                                !row.has("dla_batch_size"),
                                row.has("gpu_inference_streams") ? row.count("gpu_inference_streams") : 1));
                    }
                });
        return all;
    }
}
