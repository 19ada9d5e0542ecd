// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.core;

/** Signatures alone, to compile against. */
public abstract class SimEntity {
    public SimEntity(String name) {}

    public int getId() {
        return 0;
    }

    public String getName() {
        return null;
    }

    public abstract void startEntity();

    public abstract void processEvent(SimEvent event);

    public abstract void shutdownEntity();

    protected void send(int entity, double delay, int tag, Object data) {}

    protected void sendNow(int entity, int tag, Object data) {}
}
