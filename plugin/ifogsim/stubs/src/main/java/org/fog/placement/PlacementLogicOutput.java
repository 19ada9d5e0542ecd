// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class PlacementLogicOutput {
    private final java.util.Map<
                    Integer,
                    java.util.Map<org.fog.application.Application, java.util.List<org.fog.utils.ModuleLaunchConfig>>>
            perDevice;
    private final java.util.Map<Integer, java.util.List<org.apache.commons.math3.util.Pair<String, Integer>>>
            serviceDiscovery;
    private final java.util.Map<org.fog.entities.PlacementRequest, Integer> status;

    public PlacementLogicOutput(
            java.util.Map<
                            Integer,
                            java.util.Map<
                                    org.fog.application.Application, java.util.List<org.fog.utils.ModuleLaunchConfig>>>
                    perDevice,
            java.util.Map<Integer, java.util.List<org.apache.commons.math3.util.Pair<String, Integer>>>
                    serviceDiscovery,
            java.util.Map<org.fog.entities.PlacementRequest, Integer> status) {
        this.perDevice = perDevice;
        this.serviceDiscovery = serviceDiscovery;
        this.status = status;
    }

    public java.util.Map<
                    Integer,
                    java.util.Map<org.fog.application.Application, java.util.List<org.fog.utils.ModuleLaunchConfig>>>
            getPerDevice() {
        return perDevice;
    }

    public java.util.Map<Integer, java.util.List<org.apache.commons.math3.util.Pair<String, Integer>>>
            getServiceDiscoveryInfo() {
        return serviceDiscovery;
    }

    public java.util.Map<org.fog.entities.PlacementRequest, Integer> getPrStatus() {
        return status;
    }
}
