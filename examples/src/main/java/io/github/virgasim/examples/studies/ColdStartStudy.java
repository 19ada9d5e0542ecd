// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.InstanceRules.Drop;

/**
 * A model that is not in memory has to be loaded before it serves. The detector waits on disk until frames are rejected for want
 * of it; every second the worker then loads what is missed. How long a start takes decides how many frames are lost.
 */
public final class ColdStartStudy {
    private ColdStartStudy() {}

    /**
     * Runs the study and prints a row for each speed of the disk.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        TextTable table = new TextTable("load MiB/s", "start s", "frames served %", "frames rejected");
        for (double bandwidth : new double[] {Double.POSITIVE_INFINITY, 2000, 500, 100, 50}) {
            var rules = new InstanceRules(Batching.dynamic(0), 1000, Drop.NEWEST, bandwidth, 0.5, 1);
            var card = new WorkerBuilder("orin", "agx-orin").models("resnet-50").loadable("yolov8n");
            var scenario = OneCard.scenario("cold", card, 0.3)
                    .warmup(0)
                    .instances(rules)
                    .build();
            var statistics =
                    ServingRun.execute(scenario, new LeastImpedance(), 1).statistics();
            double memory =
                    scenario.topology().workers().get(0).loadable().get(0).gpuMemoryMib();
            table.row(
                    TextTable.number(bandwidth, 0),
                    TextTable.number(rules.coldStart(memory), 2),
                    TextTable.number(100.0 * statistics.served(1) / statistics.offered(1), 2),
                    Long.toString(statistics.rejected(1)));
        }
        System.out.print(table);
    }
}
