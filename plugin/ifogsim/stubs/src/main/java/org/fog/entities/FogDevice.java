// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class FogDevice extends org.cloudbus.cloudsim.core.SimEntity {
    protected java.util.Map<String, java.util.List<String>> appToModulesMap;
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

    public void setParentId(int id) {}

    public int getParentId() {
        return 0;
    }

    public void setUplinkLatency(double latency) {}

    public void setLevel(int level) {}

    public java.util.List<Integer> getChildrenIds() {
        return null;
    }

    public java.util.Map<Integer, Double> getChildToLatencyMap() {
        return null;
    }

    public double getEnergyConsumption() {
        return 0;
    }

    public void startEntity() {}

    public void processEvent(org.cloudbus.cloudsim.core.SimEvent event) {}

    public void shutdownEntity() {}

    protected void processTupleArrival(org.cloudbus.cloudsim.core.SimEvent event) {}

    protected void processModuleTermination(org.cloudbus.cloudsim.core.SimEvent event) {}

    protected void updateAllocatedMips(String module) {}

    protected void executeTuple(org.cloudbus.cloudsim.core.SimEvent event, String module) {}
}
