// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class Actuator extends org.cloudbus.cloudsim.core.SimEntity {
    public Actuator(String name, int user, String app, String type) {
        super(name);
    }

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}

    public void setGatewayDeviceId(int id) {}

    public void setLatency(double latency) {}
}
