// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class FogBroker extends org.cloudbus.cloudsim.core.SimEntity {
    public FogBroker(String name) throws Exception {
        super(name);
    }

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}
}
