// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import org.junit.jupiter.api.Test;

class ServingRunTest {
    @Test
    void summarizesWhatTheEngineCounts() {
        ServingScenario bundled = Scenarios.named("aset-full-edge");
        ServingScenario scenario = bundled.withSettings(
                bundled.settings().withDuration(bundled.settings().warmup() + 60));
        RunSummary run = ServingRun.execute(scenario, new LeastImpedance(), 5).summary();
        ServingStatistics plain = new ServingEngine(scenario, new LeastImpedance(), 5).finish();
        assertEquals(plain.offered(), run.offered());
        assertEquals(plain.served(), run.served());
        assertEquals(plain.late(), run.late());
        assertEquals(plain.rejected(), run.rejected());
        assertEquals(run.offered(), run.served() + run.late() + run.rejected());
        assertEquals(1, run.servedShare() + run.lateShare() + run.rejectedShare(), 1e-12);
        assertEquals(plain.latency().getValueAtPercentile(99) / 1e6, run.p99Latency());
        assertEquals(plain.latency().getMean() / 1e6, run.meanLatency(), 1e-3 * run.meanLatency());
        assertEquals(60, run.lambda(), 1e-9);
        assertTrue(run.utilization() > 0 && run.utilization() < 1);
        double idle = scenario.topology().workers().stream()
                .mapToDouble(worker -> worker.device().idlePower())
                .sum();
        double most = scenario.topology().workers().stream()
                .mapToDouble(worker -> worker.device().maxPower())
                .sum();
        assertTrue(run.energy() > 60 * idle && run.energy() < 60 * most);
    }
}
