// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.LeastImpedance;

/**
 * Which device answers with the least energy? The same clients in front of an edge board, a workstation's card and two of data
 * centres, at two loads. Energy is that at the wall, idle power included, so that a large card pays for being there.
 */
public final class EnergyStudy {
    private EnergyStudy() {}

    /**
     * Runs the study and prints power and energy.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        TextTable table = new TextTable("device", "clients/min", "served %", "mean W", "J/query", "busy %");
        for (String device : new String[] {"agx-orin", "rtx-3090", "a30", "a100"}) {
            for (double rate : new double[] {0.1, 0.6}) {
                var card = new WorkerBuilder("card", device).models("resnet-50", "yolov8n");
                var scenario = OneCard.scenario("energy", card, rate).build();
                var run = ServingRun.execute(scenario, new LeastImpedance(), 1).summary();
                double seconds =
                        scenario.settings().duration() - scenario.settings().warmup();
                table.row(
                        device,
                        TextTable.number(60 * rate, 0),
                        TextTable.number(100 * run.servedShare(), 2),
                        TextTable.number(run.energy() / seconds, 1),
                        TextTable.number(run.energyPerQuery(), 3),
                        TextTable.number(100 * run.utilization(), 1));
            }
        }
        System.out.print(table);
    }
}
