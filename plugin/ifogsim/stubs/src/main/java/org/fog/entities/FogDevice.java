// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class FogDevice extends org.cloudbus.cloudsim.core.SimEntity {
    private final java.util.List<Integer> children = new java.util.ArrayList<>();
    private final java.util.Map<Integer, Double> latencies = new java.util.HashMap<>();
    private int parent;
    protected java.util.Map<String, java.util.List<String>> appToModulesMap = new java.util.HashMap<>();
    protected double lastUtilizationUpdateTime;

    public FogDevice(
            String name,
            FogDeviceCharacteristics characteristics,
            org.cloudbus.cloudsim.VmAllocationPolicy policy,
            java.util.List<org.cloudbus.cloudsim.Storage> storage,
            double interval,
            double upBandwidth,
            double downBandwidth,
            double uplinkLatency,
            double ratePerMips)
            throws Exception {
        super(name);
    }

    public org.cloudbus.cloudsim.power.PowerHost getHost() {
        return null;
    }

    public void setParentId(int id) {
        parent = id;
    }

    public int getParentId() {
        return parent;
    }

    public void setUplinkLatency(double latency) {}

    public void setLevel(int level) {}

    public java.util.List<Integer> getChildrenIds() {
        return children;
    }

    public java.util.Map<Integer, Double> getChildToLatencyMap() {
        return latencies;
    }

    public double getEnergyConsumption() {
        return 0;
    }

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}

    protected void processTupleArrival(org.cloudbus.cloudsim.core.SimEvent event) {}

    protected void processModuleTermination(org.cloudbus.cloudsim.core.SimEvent event) {}

    protected void manageResources(org.cloudbus.cloudsim.core.SimEvent event) {}

    protected void updateAllocatedMips(String module) {}

    protected void executeTuple(org.cloudbus.cloudsim.core.SimEvent event, String module) {}
}
