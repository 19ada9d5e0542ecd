// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.util.List;
import java.util.Map;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEntity;
import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.application.AppModule;
import org.fog.application.Application;
import org.fog.entities.PlacementRequest;
import org.fog.utils.FogEvents;

/**
 * Wakes the serving when something is due there. At the beginning it launches the modules, as iFogSim2's controllers do; when
 * a placement policy is due, it sends iFogSim2's cloud a placement request.
 */
final class ServingClock extends SimEntity {
    private static final int WAKE = 701_001;
    private static final int READ = 701_002;

    private final FogHost host;
    private final Application application;
    private Map<Integer, List<AppModule>> modules = Map.of();
    /** When the next wake-up comes that has been asked for [s]. */
    private double pending = Double.POSITIVE_INFINITY;

    private int requests;

    ServingClock(FogHost host, Application application) {
        super("virga-clock");
        this.host = host;
        this.application = application;
    }

    /** Launches modules at the beginning, by the id of their device. */
    void launch(Map<Integer, List<AppModule>> wanted) {
        modules = wanted;
    }

    @Override
    public void startEntity() {
        var scenario = host.serving.scenario();
        for (int site = 0; site < scenario.topology().sites().size(); site++) {
            int device = host.device(site).getId();
            send(device, 0, FogEvents.APP_SUBMIT, application);
            modules.getOrDefault(device, List.of()).forEach(module -> send(device, 0, FogEvents.LAUNCH_MODULE, module));
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

    /** Asks iFogSim2 to ask its placement logic. */
    void requestPlacement() {
        int cloud = host.root().getId();
        requests++;
        send(cloud, 0, FogEvents.RECEIVE_PR, new PlacementRequest(application.getAppId(), requests, cloud));
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
