// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.core;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public abstract class SimEntity {
    private static final java.util.concurrent.atomic.AtomicInteger IDS =
            new java.util.concurrent.atomic.AtomicInteger(2);

    private final String name;
    private final int id = IDS.getAndIncrement();

    public SimEntity(String name) {
        this.name = name;
    }

    public int getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public abstract void startEntity();

    public abstract void processEvent(SimEvent event);

    public abstract void shutdownEntity();

    protected void send(int entity, double delay, int tag, Object data) {}

    protected void sendNow(int entity, int tag, Object data) {}
}
