// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class MicroserviceFogDevice extends FogDevice {
    public static final String CLIENT = "client";
    public static final String FCN = "fcn";
    public static final String FON = "fon";
    public static final String CLOUD = "cloud";

    public MicroserviceFogDevice(
            String name,
            FogDeviceCharacteristics characteristics,
            org.cloudbus.cloudsim.VmAllocationPolicy policy,
            java.util.List<org.cloudbus.cloudsim.Storage> storage,
            double interval,
            double upBandwidth,
            double downBandwidth,
            double clusterBandwidth,
            double uplinkLatency,
            double ratePerMips,
            String type)
            throws Exception {
        super(name, characteristics, policy, storage, interval, upBandwidth, downBandwidth, uplinkLatency, ratePerMips);
    }

    public void initializeController(
            LoadBalancer balancer,
            org.fog.placement.MicroservicePlacementLogic logic,
            java.util.Map<Integer, java.util.Map<String, Double>> resources,
            java.util.Map<String, org.fog.application.Application> applications,
            java.util.List<FogDevice> devices) {}

    public void initializeController(LoadBalancer balancer) {}

    public void addRoutingTable(java.util.Map<Integer, Integer> table) {}

    protected void processTupleArrival(org.cloudbus.cloudsim.core.SimEvent event) {}
}
