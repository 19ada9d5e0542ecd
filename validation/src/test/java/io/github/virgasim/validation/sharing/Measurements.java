// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.validation.calibration.MeasurementFolder;
import io.github.virgasim.validation.calibration.MlperfReader;
import java.nio.file.Path;
import java.util.Optional;

/** The published measurements, or the reason why a test is skipped. */
final class Measurements {
    private Measurements() {}

    static Path file(String source, String file) {
        Optional<MeasurementFolder> found = MeasurementFolder.find();
        assumeTrue(
                found.isPresent(),
                "skipped: the published measurements are not at hand; name their folder with -D"
                        + MeasurementFolder.PROPERTY + "=...");
        return found.orElseThrow().file(source, file);
    }

    static TenantTimes tenants() {
        return TenantTimes.read(file("nos_gpu_sharing", "a100_yolos_small_avg_inference_s.csv"));
    }

    static PairSlowdowns pairs(String device) {
        return PairSlowdowns.read(file("gavel", "colocation_pairs.csv"), device);
    }

    static MlperfReader mlperf() {
        return MlperfReader.read(file("mlperf_edge", "summaries_v2.0_closed_edge.csv"));
    }

    static MigFit mig() {
        return new MigFit(mlperf());
    }
}
