// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import java.util.List;

/**
 * When should waiting queries become a batch? Five rules on one Jetson AGX Orin: none waits for nothing, fixed only runs full
 * batches, dynamic takes what waits when the GPU is free, timed closes a batch after 20 ms, adaptive waits as long as the
 * oldest query can still be answered in time.
 */
public final class BatchingStudy {
    private BatchingStudy() {}

    /**
     * Runs the study and prints a row for each rule.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        TextTable table =
                new TextTable("batching", "served %", "late %", "mean ms", "p99 ms", "largest batch", "J/query");
        for (Batching rule : List.of(
                Batching.none(), Batching.fixed(), Batching.dynamic(0), Batching.timed(0.02), Batching.adaptive())) {
            var card = new WorkerBuilder("orin", "agx-orin").models("resnet-50", "yolov8n");
            var scenario = OneCard.scenario("batching", card, 0.5)
                    .instances(InstanceRules.DEFAULT.with(rule))
                    .build();
            var run = ServingRun.execute(scenario, new LeastImpedance(), 1);
            table.row(
                    rule.name(),
                    TextTable.number(100 * run.summary().servedShare(), 2),
                    TextTable.number(100 * run.summary().lateShare(), 2),
                    TextTable.number(1000 * run.summary().meanLatency(), 2),
                    TextTable.number(1000 * run.summary().p99Latency(), 2),
                    run.largestBatches().toString(),
                    TextTable.number(run.summary().energyPerQuery(), 3));
        }
        System.out.print(table);
    }
}
