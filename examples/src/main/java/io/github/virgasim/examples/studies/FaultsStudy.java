// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.Disturbance.Kind;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.Map;

/**
 * What do a broken GPU and a slow link cost? The card of the data centre fails for half a minute, then the uplink of a base
 * station becomes ten times as slow. Queries on a failed worker are lost; its streams ask the policy again.
 */
public final class FaultsStudy {
    private FaultsStudy() {}

    /**
     * Runs the study and prints what became of the queries, with faults and without.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        var calm = Scenarios.named(
                "aset-dc-cloud",
                Map.of("clients.lambda_per_min", "60", "serving.warmup_s", "30", "serving.duration_s", "120"));
        var topology = calm.topology();
        int card = topology.workerIndex("dc/gpu-1");
        int site = topology.siteIndex("bs-1");
        var faults = new ServingScenario(
                "faults",
                topology,
                calm.workload(),
                calm.settings(),
                List.of(
                        new Disturbance(40, Kind.FAIL, card, 1),
                        new Disturbance(70, Kind.RECOVER, card, 1),
                        new Disturbance(80, Kind.SLOW_LINK, site, 10)));
        TextTable table = new TextTable("policy", "faults", "served %", "late %", "rejected %", "lost");
        for (String policy : List.of("closest", "least-impedance")) {
            for (ServingScenario scenario : List.of(calm, faults)) {
                var run = ServingRun.execute(scenario, StaticPolicies.named(policy), 1)
                        .summary();
                table.row(
                        policy,
                        scenario == faults ? "yes" : "no",
                        TextTable.number(100 * run.servedShare(), 2),
                        TextTable.number(100 * run.lateShare(), 2),
                        TextTable.number(100 * run.rejectedShare(), 2),
                        Long.toString(run.lost()));
            }
        }
        System.out.print(table);
    }
}
