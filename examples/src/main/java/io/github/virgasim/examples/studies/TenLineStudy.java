// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.cloudsim.ServingTableBuilder;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;

/** A whole study: nine base stations serve AR headsets, cameras and voice assistants, inside CloudSim Plus. */
public final class TenLineStudy {
    private TenLineStudy() {}

    /**
     * Runs the study and prints a table.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        // CloudSim Plus reports every event unless told otherwise.
        Log.setLevel(Level.WARN);
        var simulation = new CloudSimPlus();
        // Sites, links, workers, model variants and clients, from a file; Scenarios.read(path) opens your own.
        var scenario = Scenarios.named("aset-full-edge");
        // A GPU host for every worker of the scenario.
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        // A VM for every worker, and the queries of all clients, each served where the policy says.
        var broker = new InferenceBroker(simulation, scenario, new LeastImpedance(), 1);
        simulation.start();
        new ServingTableBuilder(broker).build();
    }
}
