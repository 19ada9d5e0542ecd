// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class PlacementLogicFactory {
    public MicroservicePlacementLogic getPlacementLogic(int logic, int device) {
        return null;
    }
}
