// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A scenario that runs in no time. */
public final class SmallScenario {
    private static final String YAML = """
            scenario: small
            sites:
              - name: dc
                tier: data-center
                workers:
                  - {name: gpu, device: rtx-3090, models: [yolov8n, yolov8m]}
              - name: bs
                count: 2
                tier: edge
                uplink: {to: dc, delay_ms: 10, jitter_ms: 1, bandwidth_mbps: 1000}
                access: {delay_ms: 4, jitter_ms: 2, bandwidth_mbps: 200}
                client_weight: 1
                workers:
                  - {name: gpu, device: xavier-nx, models: [yolov8n]}
            clients:
              %s
            classes:
              - name: camera
                task: object-detection
                share: 1
                queries: periodic
                rate_qps: 20
                input_size: 0.4096
                request_kb: 60
                response_kb: 2
                deadline_ms: 60
                min_accuracy: 37
                mean_lifetime_s: 20
            serving:
              duration_s: 40
              warmup_s: 10
            """;

    private SmallScenario() {}

    /** Writes the scenario with Poisson clients. */
    public static Path write(Path folder) throws IOException {
        return write(folder, "arrivals: poisson\n  lambda_per_min: 60");
    }

    /** Writes the scenario with other clients. */
    static Path write(Path folder, String clients) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), String.format(Locale.ROOT, YAML, clients));
    }
}
