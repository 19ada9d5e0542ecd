// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.cloudsim.ServingTableBuilder;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.builders.tables.CloudletsTableBuilder;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;

/**
 * {@link PlainCloudStudy} with Virga added: the same jobs on the same cloud, and beside them an edge cluster that serves
 * inference queries, in one simulation. Four lines are new.
 */
public final class PlainCloudStudyWithVirga {
    private PlainCloudStudyWithVirga() {}

    /**
     * Runs the study and prints two tables.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Log.setLevel(Level.WARN);
        var simulation = new CloudSimPlus();
        DatacenterBroker broker = PlainCloudStudy.addCloud(simulation);

        // New: an edge cluster with its own broker. Its VMs need GPU hosts, so the two brokers do not compete.
        var scenario = Scenarios.named("aset-full-edge");
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var inference = new InferenceBroker(simulation, scenario, StaticPolicies.named("closest"), 1);

        simulation.start();
        new CloudletsTableBuilder(broker.getCloudletFinishedList()).build();
        new ServingTableBuilder(inference).build();
    }
}
