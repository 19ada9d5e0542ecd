// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.EnergyTableBuilder;
import io.github.virgasim.cloudsim.GpuWorkerScaling;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.cloudsim.ServingTableBuilder;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LoadBalancing;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.Workload;
import java.util.List;
import java.util.Locale;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;

/** Two cards of a data centre: the second one gets a VM only while the first is busy. */
public final class AutoscalingStudy {
    private AutoscalingStudy() {}

    /**
     * Runs the study and prints when workers come and go, what became of the queries, and the energy.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Log.setLevel(Level.WARN);
        var simulation = new CloudSimPlus();
        var calm = Scenarios.named("aset-dc-cloud");
        // On the mean 15 clients a minute, in rush hours of 10 minutes four times as many as between them.
        var rushHours = ClientArrivals.profile(0.25, 1200, new double[] {1, 4});
        var scenario = new ServingScenario(
                "rush-hours",
                calm.topology(),
                Workload.random(calm.workload().classes(), rushHours),
                calm.settings().withDuration(3600),
                List.of());
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var broker = new InferenceBroker(simulation, scenario, new LoadBalancing(), 1);
        int first = scenario.topology().workerIndex("dc/gpu-1");
        int second = scenario.topology().workerIndex("dc/gpu-2");
        var scaling = new GpuWorkerScaling(broker, List.of(first, second), 1);
        scaling.setOverloadPredicate(vm -> scaling.getUtilization() > 0.7);
        scaling.setUnderloadPredicate(vm -> scaling.getUtilization() < 0.3);
        boolean[] up = {false};
        broker.addOnTickListener(info -> {
            if (broker.getEngine().isUp(second) != up[0]) {
                up[0] = !up[0];
                System.out.printf(
                        Locale.ROOT, "%6.1f s: the second card %s%n", info.getTime(), up[0] ? "joins" : "leaves");
            }
        });
        simulation.start();
        new ServingTableBuilder(broker).build();
        new EnergyTableBuilder(broker).build();
    }
}
