// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class MicroservicesController extends org.cloudbus.cloudsim.core.SimEntity {
    protected PlacementLogicFactory placementLogicFactory;

    public MicroservicesController(
            String name,
            java.util.List<org.fog.entities.FogDevice> devices,
            java.util.List<org.fog.entities.Sensor> sensors,
            java.util.List<org.fog.application.Application> applications,
            java.util.List<Integer> clusterLevels,
            Double clusterLatency,
            int logic) {
        super(name);
    }

    protected void init() {}

    public void submitPlacementRequests(java.util.List<org.fog.entities.PlacementRequest> requests, int delay) {}

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}
}
