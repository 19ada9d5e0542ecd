// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class Sensor extends org.cloudbus.cloudsim.core.SimEntity {
    public Sensor(String name, String type, int user, String app, org.fog.utils.distribution.Distribution times) {
        super(name);
    }

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}

    public void setGatewayDeviceId(int id) {}

    public int getGatewayDeviceId() {
        return 0;
    }

    public void setLatency(Double latency) {}

    public void setApp(org.fog.application.Application application) {}
}
