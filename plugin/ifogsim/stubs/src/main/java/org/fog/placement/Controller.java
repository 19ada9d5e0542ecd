// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class Controller extends org.cloudbus.cloudsim.core.SimEntity {
    public Controller(
            String name,
            java.util.List<org.fog.entities.FogDevice> devices,
            java.util.List<org.fog.entities.Sensor> sensors,
            java.util.List<org.fog.entities.Actuator> actuators) {
        super(name);
    }

    public void submitApplication(org.fog.application.Application application, ModulePlacement placement) {}

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}
}
