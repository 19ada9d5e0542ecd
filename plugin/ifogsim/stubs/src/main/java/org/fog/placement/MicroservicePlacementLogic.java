// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public interface MicroservicePlacementLogic {
    PlacementLogicOutput run(
            java.util.List<org.fog.entities.FogDevice> devices,
            java.util.Map<String, org.fog.application.Application> applications,
            java.util.Map<Integer, java.util.Map<String, Double>> resources,
            java.util.List<org.fog.entities.PlacementRequest> requests);

    void updateResources(java.util.Map<Integer, java.util.Map<String, Double>> resources);

    void postProcessing();
}
