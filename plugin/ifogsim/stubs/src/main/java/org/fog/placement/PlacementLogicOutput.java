// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class PlacementLogicOutput {
    public PlacementLogicOutput(
            java.util.Map<
                            Integer,
                            java.util.Map<
                                    org.fog.application.Application, java.util.List<org.fog.utils.ModuleLaunchConfig>>>
                    perDevice,
            java.util.Map<Integer, java.util.List<org.apache.commons.math3.util.Pair<String, Integer>>>
                    serviceDiscovery,
            java.util.Map<org.fog.entities.PlacementRequest, Integer> status) {}

    public java.util.Map<
                    Integer,
                    java.util.Map<org.fog.application.Application, java.util.List<org.fog.utils.ModuleLaunchConfig>>>
            getPerDevice() {
        return null;
    }

    public java.util.Map<Integer, java.util.List<org.apache.commons.math3.util.Pair<String, Integer>>>
            getServiceDiscoveryInfo() {
        return null;
    }

    public java.util.Map<org.fog.entities.PlacementRequest, Integer> getPrStatus() {
        return null;
    }
}
