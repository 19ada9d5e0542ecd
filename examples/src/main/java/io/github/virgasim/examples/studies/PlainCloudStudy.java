// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.builders.tables.CloudletsTableBuilder;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/** A study as many exist: batch jobs on a small cloud, in CloudSim Plus alone. See {@link PlainCloudStudyWithVirga}. */
public final class PlainCloudStudy {
    private PlainCloudStudy() {}

    /**
     * Runs the study and prints a table.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Log.setLevel(Level.WARN);
        var simulation = new CloudSimPlus();
        DatacenterBroker broker = addCloud(simulation);
        simulation.start();
        new CloudletsTableBuilder(broker.getCloudletFinishedList()).build();
    }

    /**
     * Adds a data centre with two hosts and a broker with two VMs and four jobs of 100 and 200 seconds.
     *
     * @param simulation where to add them
     * @return the broker
     */
    static DatacenterBroker addCloud(CloudSimPlus simulation) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Pe> cores = List.of(new PeSimple(1000), new PeSimple(1000));
            hosts.add(new HostSimple(8192, 10_000, 100_000, cores));
        }
        new DatacenterSimple(simulation, hosts);
        var broker = new DatacenterBrokerSimple(simulation);
        List<Vm> vms = List.of(new VmSimple(1000, 2), new VmSimple(1000, 2));
        List<Cloudlet> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(new CloudletSimple(i < 2 ? 100_000 : 200_000, 1));
        }
        broker.submitVmList(vms);
        broker.submitCloudletList(jobs);
        return broker;
    }
}
