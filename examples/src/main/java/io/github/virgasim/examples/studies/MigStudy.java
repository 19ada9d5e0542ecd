// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.topology.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One A100 in several cuts (MIG): each slice is a worker of its own, with its share of memory and multiprocessors, that no
 * neighbour slows down. The scenario is a file with a hole in it for the slices; cuts that the card does not allow are refused.
 */
public final class MigStudy {
    private static final String SCENARIO = """
            scenario: cuts
            sites:
              - name: server
                tier: data-center
                access: {delay_ms: 1, jitter_ms: 0, bandwidth_mbps: 1000}
                client_weight: 1
                workers:
                  - {name: card, device: a100, mig_card: a100-80gb, slices: [SLICES]}
            clients: {arrivals: poisson, lambda_per_min: 60}
            classes:
              - {name: photos, task: image-classification, share: 0.5, queries: poisson, rate_qps: 40, input_size: 0.050176,
                 request_kb: 30, response_kb: 1, deadline_ms: 50, min_accuracy: 70, mean_lifetime_s: 30}
              - {name: frames, task: object-detection, share: 0.5, queries: periodic, rate_qps: 25, input_size: 0.4096,
                 request_kb: 60, response_kb: 2, deadline_ms: 50, min_accuracy: 45, mean_lifetime_s: 30}
            serving: {duration_s: 60, warmup_s: 20, binding: query, jitter: none, max_utilization: none}
            """;

    private MigStudy() {}

    /**
     * Runs the study and prints a row for each cut, and what the card says to an impossible one.
     *
     * @param args not used
     * @throws IOException if the scenario's file cannot be written
     */
    public static void main(String[] args) throws IOException {
        String both = "models: [resnet-50, yolov8m]";
        Map<String, String> cuts = new LinkedHashMap<>();
        cuts.put("1 x 7g", "{profile: 7g.80gb, " + both + "}");
        cuts.put("2 x 3g", "{profile: 3g.40gb, count: 2, " + both + "}");
        cuts.put(
                "3g + 3 x 1g",
                "{profile: 3g.40gb, models: [yolov8m]}, {profile: 1g.10gb, count: 3, models: [resnet-50]}");
        cuts.put("7 x 1g", "{profile: 1g.10gb, count: 7, " + both + "}");
        cuts.put("3g + 3g + 1g", "{profile: 3g.40gb, count: 2, " + both + "}, {profile: 1g.10gb, " + both + "}");
        TextTable table = new TextTable("cut", "workers", "served %", "mean ms", "p99 ms");
        String refused = "";
        Path file = Files.createTempFile("cuts", ".yaml");
        try {
            for (Map.Entry<String, String> cut : cuts.entrySet()) {
                Files.writeString(file, SCENARIO.replace("SLICES", cut.getValue()));
                try {
                    var scenario = Scenarios.read(file);
                    var run = ServingRun.execute(scenario, StaticPolicies.named("load-balancing"), 1)
                            .summary();
                    List<Worker> workers = scenario.topology().workers();
                    table.row(
                            cut.getKey(),
                            Integer.toString(workers.size()),
                            TextTable.number(100 * run.servedShare(), 2),
                            TextTable.number(1000 * run.meanLatency(), 2),
                            TextTable.number(1000 * run.p99Latency(), 2));
                } catch (IllegalArgumentException e) {
                    String message = e.getMessage();
                    refused = cut.getKey() + ": " + message.substring(message.indexOf("MIG"));
                }
            }
        } finally {
            Files.delete(file);
        }
        System.out.printf(Locale.ROOT, "%s%n%s%n", table, refused);
    }
}
