// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.LeastImpedance;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two models on one A30, which run one after another, take turns (time-slicing), or run side by side (MPS). Shared, each is
 * slowed down by the other as it was measured on an H100; the page on sharing has the law and its error.
 */
public final class MpsStudy {
    private MpsStudy() {}

    /**
     * Runs the study and prints delays of both classes.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Map<String, GpuSharing> modes = new LinkedHashMap<>();
        modes.put("exclusive", GpuSharing.exclusive());
        modes.put("time-slicing", GpuSharing.defaults(SharingMode.TIME_SLICING));
        modes.put("mps", GpuSharing.defaults(SharingMode.MPS));
        TextTable table = new TextTable("sharing", "served %", "photos mean ms", "frames mean ms", "p99 ms", "busy %");
        modes.forEach((name, sharing) -> {
            var card = new WorkerBuilder("card", "a30")
                    .models("resnet-50", "yolov8n")
                    .sharing(sharing);
            var scenario = OneCard.scenario(name, card, 0.6).build();
            var run = ServingRun.execute(scenario, new LeastImpedance(), 1);
            table.row(
                    name,
                    TextTable.number(100 * run.summary().servedShare(), 2),
                    TextTable.number(1000 * run.statistics().meanLatency(0), 2),
                    TextTable.number(1000 * run.statistics().meanLatency(1), 2),
                    TextTable.number(1000 * run.summary().p99Latency(), 2),
                    TextTable.number(100 * run.summary().utilization(), 1));
        });
        System.out.print(table);
    }
}
