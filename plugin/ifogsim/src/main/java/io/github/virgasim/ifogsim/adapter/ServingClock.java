// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEntity;
import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.application.AppModule;
import org.fog.application.Application;
import org.fog.utils.FogEvents;

/** Wakes the serving when something is due there; at the beginning it launches the modules. */
final class ServingClock extends SimEntity {
    private static final int WAKE = 701_001;
    private static final int READ = 701_002;

    private final FogHost host;
    private final Application application;
    /** When the next wake-up comes that has been asked for [s]. */
    private double pending = Double.POSITIVE_INFINITY;

    ServingClock(FogHost host, Application application) {
        super("virga-clock");
        this.host = host;
        this.application = application;
    }

    @Override
    public void startEntity() {
        var scenario = host.serving.scenario();
        for (int site = 0; site < scenario.topology().sites().size(); site++) {
            int device = host.device(site).getId();
            send(device, 0, FogEvents.APP_SUBMIT, application);
            scenario.topology().instancesAt(site).stream()
                    .map(instance -> instance.variant().model().task().name())
                    .distinct()
                    .forEach(task ->
                            send(device, 0, FogEvents.LAUNCH_MODULE, new AppModule(application.getModuleByName(task))));
        }
        send(
                getId(),
                host.units(scenario.settings().warmup()),
                READ,
                scenario.settings().warmup());
        send(
                getId(),
                host.units(scenario.settings().duration()),
                READ,
                scenario.settings().duration());
        plan();
    }

    /** Asks to be woken when the serving has something to do. */
    void plan() {
        double next = host.serving.time();
        if (next < pending) {
            pending = next;
            send(getId(), Math.max(0, host.units(next) - CloudSim.clock()), WAKE, next);
        }
    }

    @Override
    public void processEvent(SimEvent event) {
        double due = (Double) event.getData();
        if (event.getTag() == WAKE && due == pending) {
            pending = Double.POSITIVE_INFINITY;
        }
        host.advance(due);
        if (event.getTag() == READ) {
            host.read();
        }
        plan();
        host.endIfDone();
    }

    @Override
    public void shutdownEntity() {}
}
