// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import java.util.List;
import java.util.SplittableRandom;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.Simulation;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.Vm;

/** Submits Cloudlets to random VMs in a Poisson process. */
final class CloudletSource extends CloudSimEntity {
    private static final int ARRIVAL = 30_000;
    /** The VMs are there by then [s]. */
    private static final double START = 1;

    private final DatacenterBroker broker;
    private final List<Vm> vms;
    private final long length;
    private final SplittableRandom random;
    private final UtilizationModel full = new UtilizationModelFull();
    private int left;

    CloudletSource(
            Simulation simulation,
            DatacenterBroker broker,
            List<Vm> vms,
            int cloudlets,
            long length,
            SplittableRandom random) {
        super(simulation);
        this.broker = broker;
        this.vms = vms;
        this.length = length;
        this.random = random;
        left = cloudlets;
    }

    @Override
    protected void startInternal() {
        schedule(START, ARRIVAL);
    }

    @Override
    public void processEvent(SimEvent event) {
        if (event.getTag() == ARRIVAL && left > 0) {
            left--;
            Cloudlet cloudlet = new CloudletSimple(length, 1).setUtilizationModelCpu(full);
            cloudlet.setVm(vms.get(random.nextInt(vms.size())));
            broker.submitCloudlet(cloudlet);
            schedule(-Math.log1p(-random.nextDouble()) / PeerBenchmark.RATE, ARRIVAL);
        }
    }
}
